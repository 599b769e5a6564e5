"""Screen submissions for moderators."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "screening",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_screening_brand_id_brand")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_screening_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_screening_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_screening_submission_id")),
    )
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_screening_work", ["state", "due_at"], unique=False)

    op.create_table(
        "fingerprint",
        sa.Column("photo_id", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("slopes", sa.LargeBinary(length=128), nullable=False),
        sa.Column("bits", sa.LargeBinary(length=16), nullable=False),
        sa.Column("band0", sa.Integer(), nullable=False),
        sa.Column("band1", sa.Integer(), nullable=False),
        sa.Column("band2", sa.Integer(), nullable=False),
        sa.Column("band3", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_fingerprint_brand_id_brand")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_fingerprint_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_fingerprint_photo_id_photo"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fingerprint")),
    )
    with op.batch_alter_table("fingerprint", schema=None) as batch_op:
        batch_op.create_index("ix_fingerprint_band0", ["band0", "brand_id", "bits", "photo_id"], unique=False)
        batch_op.create_index("ix_fingerprint_band1", ["band1", "brand_id", "bits", "photo_id"], unique=False)
        batch_op.create_index("ix_fingerprint_band2", ["band2", "brand_id", "bits", "photo_id"], unique=False)
        batch_op.create_index("ix_fingerprint_band3", ["band3", "brand_id", "bits", "photo_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fingerprint_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fingerprint_photo_id"), ["photo_id"], unique=False)

    op.create_table(
        "hint",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("photo_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("finding", sa.String(length=16), nullable=False),
        sa.Column("sure", sa.Double(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_hint_brand_id_brand")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_hint_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_hint_photo_id_photo"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_hint_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hint")),
        sa.UniqueConstraint(
            "submission_id", "photo_id", "kind", name=op.f("uq_hint_submission_id_photo_id_kind")
        ),
    )
    with op.batch_alter_table("hint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hint_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "uq_hint_submission_id_kind",
            ["submission_id", "kind"],
            unique=True,
            sqlite_where=sa.text("photo_id IS NULL"),
            postgresql_where=sa.text("photo_id IS NULL"),
        )

    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("looks", sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
