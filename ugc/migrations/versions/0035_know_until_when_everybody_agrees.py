"""Know until when everybody agrees."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SETTLE = sa.text(
    """
    UPDATE submission SET settled_until = (
        SELECT min(until) FROM (
            SELECT max(CASE WHEN state = 'given' THEN coalesce(expires_at, :forever) ELSE :never END) AS until
            FROM consent WHERE submission_id = submission.id AND purpose = 'gallery' GROUP BY person
        ) AS persons
    )
    WHERE NOT strangers AND EXISTS (
        SELECT 1 FROM consent
        WHERE submission_id = submission.id AND purpose = 'gallery' AND party = 'author'
    )
    """
).bindparams(
    sa.bindparam("forever", datetime(9999, 1, 1, tzinfo=UTC), MOMENT),
    sa.bindparam("never", datetime(1970, 1, 1, tzinfo=UTC), MOMENT),
)
QUEUE = ["brand_id", "state", "created_at", "id"]


def upgrade() -> None:
    zone = "+00" if op.get_bind().dialect.name == "postgresql" else ""
    never = sa.text(f"'1970-01-01 00:00:00.000000{zone}'")
    op.add_column("submission", sa.Column("settled_until", MOMENT, nullable=False, server_default=never))
    op.execute(SETTLE)
    op.drop_index("ix_submission_queue", "submission")
    op.create_index("ix_submission_queue", "submission", [*QUEUE, "settled_until"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
