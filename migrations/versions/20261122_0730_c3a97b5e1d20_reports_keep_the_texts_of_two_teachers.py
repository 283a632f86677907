"""Sections of a report know their version and keep what a second teacher wrote meanwhile"""

import sqlalchemy as sa
from alembic import op

revision = "c3a97b5e1d20"
down_revision = "a41e7c35d908"


def upgrade() -> None:
    with op.batch_alter_table("report_section") as section:
        section.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        section.add_column(sa.Column("aside", sa.Text(), nullable=False, server_default=""))
        section.add_column(sa.Column("aside_by_id", sa.Integer(), nullable=True))
        section.create_foreign_key(
            "fk_report_section_aside_by_id", "person", ["aside_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("report_section") as section:
        section.drop_constraint("fk_report_section_aside_by_id", type_="foreignkey")
        section.drop_column("aside_by_id")
        section.drop_column("aside")
        section.drop_column("version")
