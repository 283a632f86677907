"""A code says itself how long it lasts. Mailed ones of before lasted ten minutes and go."""

import sqlalchemy as sa
from alembic import op

revision = "a41e7c35d908"
down_revision = "3f9b6c0d1e72"


def upgrade() -> None:
    op.execute("DELETE FROM reset_code")
    with op.batch_alter_table("reset_code") as reset_code:
        reset_code.add_column(sa.Column("ends_at", sa.DateTime(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("reset_code") as reset_code:
        reset_code.drop_column("ends_at")
