"""Chain the events of a brand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FIXED = (
    "number",
    "brand_id",
    "at",
    "about",
    "about_id",
    "old",
    "new",
    "actor",
    "position",
    "commitment",
    "hash",
)
"""What nobody changes any more once an event has its place; its reason and salt may be forgotten."""

SQLITE = (
    "CREATE TRIGGER event_is_kept BEFORE DELETE ON event "
    "BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END",
    "CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event WHEN OLD.position IS NOT NULL AND ("
    + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)
    + " OR (NEW.reason != '' AND NEW.reason != OLD.reason) OR (NEW.salt != '' AND NEW.salt != OLD.salt)) "
    "BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$",
    "CREATE TRIGGER event_is_kept BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION keep_event()",
    "CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event FOR EACH ROW WHEN (OLD.position IS NOT NULL AND ("
    + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    + " OR (NEW.reason != '' AND NEW.reason != OLD.reason) OR (NEW.salt != '' AND NEW.salt != OLD.salt))) "
    "EXECUTE FUNCTION keep_event()",
)


def upgrade() -> None:
    op.create_table(
        "chain",
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_chain_brand_id_brand")),
        sa.PrimaryKeyConstraint("brand_id", name=op.f("pk_chain")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("commitment", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hash", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index("uq_event_chain", ["brand_id", "position"], unique=True)
    guard = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in guard:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
