"""Hold an upload while it is written."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
