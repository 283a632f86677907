"""Visits know the place and version seen; posts keep changes apart; pictures can come back"""

import sqlalchemy as sa
from alembic import op

revision = "8c41d7e2b0a5"
down_revision = "5d2f0a1c9e47"


def upgrade() -> None:
    with op.batch_alter_table("visit") as visit:
        visit.add_column(sa.Column("place", sa.String(40), nullable=False, server_default=""))
        visit.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        visit.drop_constraint("uq_visit_person_id_book_id_question", type_="unique")
        visit.create_unique_constraint(
            "uq_visit_person_id_book_id_question_place",
            ["person_id", "book_id", "question", "place"],
        )
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("pending", sa.JSON(), nullable=True))
    with op.batch_alter_table("post_picture") as picture:
        picture.add_column(sa.Column("removed_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("post_picture") as picture:
        picture.drop_column("removed_at")
    with op.batch_alter_table("post") as post:
        post.drop_column("pending")
    op.execute("DELETE FROM visit WHERE place <> ''")
    with op.batch_alter_table("visit") as visit:
        visit.drop_constraint("uq_visit_person_id_book_id_question_place", type_="unique")
        visit.create_unique_constraint(
            "uq_visit_person_id_book_id_question", ["person_id", "book_id", "question"]
        )
        visit.drop_column("version")
        visit.drop_column("place")
