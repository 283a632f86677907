"""People see where they are signed in: a public name and a browser for each sign-in.

Sign-ins of before have no public name. They end, so everybody signs in once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "3f9b6c0d1e72"
down_revision = "8c41d7e2b0a5"


def upgrade() -> None:
    op.execute("DELETE FROM sign_in")
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.add_column(sa.Column("public_id", sa.String(22), nullable=False))
        sign_in.add_column(sa.Column("browser", sa.String(40), nullable=False, server_default=""))
        sign_in.create_unique_constraint("uq_sign_in_public_id", ["public_id"])


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_constraint("uq_sign_in_public_id", type_="unique")
        sign_in.drop_column("browser")
        sign_in.drop_column("public_id")
