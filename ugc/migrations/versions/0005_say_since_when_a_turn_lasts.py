"""Say since when a turn lasts."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turned_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_thread_turned", ["brand_id", "state", "turned_at", "id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
