"""Know when somebody last showed who they are."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    confirmed_at: sa.Column[object] = sa.Column("confirmed_at", UtcDateTime(timezone=True), nullable=True)
    op.add_column("sign_in", confirmed_at)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
