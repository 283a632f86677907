"""A teacher may let fewer people read a post, and can give the child's choice back."""

import sqlalchemy as sa
from alembic import op

revision = "6b90d4f8e1c3"
down_revision = "c3a97b5e1d20"


def upgrade() -> None:
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("lowered_from", sa.String(10), nullable=False, server_default=""))
        post.add_column(sa.Column("lowered_at", sa.DateTime(), nullable=True))
        post.add_column(sa.Column("lowered_by_id", sa.Integer(), nullable=True))
        post.create_foreign_key(op.f("fk_post_lowered_by_id"), "person", ["lowered_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("post") as post:
        post.drop_constraint(op.f("fk_post_lowered_by_id"), type_="foreignkey")
        post.drop_column("lowered_by_id")
        post.drop_column("lowered_at")
        post.drop_column("lowered_from")
