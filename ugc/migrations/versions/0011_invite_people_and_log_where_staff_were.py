"""Invite people and log where staff were."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invite",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("may_speak", sa.Boolean(), nullable=False),
        sa.Column("invited_by", sa.String(length=16), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_invite_brand_id_brand")),
        sa.ForeignKeyConstraint(["invited_by"], ["account.id"], name=op.f("fk_invite_invited_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
    )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.create_index("ix_invite_open", ["brand_id", "state"], unique=False)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=45), server_default="", nullable=False))
        batch_op.create_index("ix_event_audit", ["brand_id", "number"], unique=False)

    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.alter_column("customer_id", existing_type=sa.VARCHAR(length=16), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
