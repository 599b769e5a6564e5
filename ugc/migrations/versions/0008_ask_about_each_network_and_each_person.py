"""Ask about each network and each person.

What was agreed to before stays as it was said: an answer about resharing keeps an empty `network` and
covers them all. All rows of one person get the id of their first one as `person`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NETWORKS = ("mastodon", "bluesky", "instagram", "facebook", "tiktok")
FIRST = """
    UPDATE consent SET person = (
        SELECT min(one.id) FROM consent AS one
        WHERE one.submission_id = consent.submission_id
        AND one.party = consent.party AND one.email = consent.email
    )
"""


def upgrade() -> None:
    # Columns with a default of their own are added in place: SQLite would copy and drop a table that others
    # refer to, and take their rows along.
    op.add_column("channel", sa.Column("place", sa.String(16), nullable=False, server_default="other"))
    op.execute("UPDATE channel SET place = network WHERE network <> 'manual'")
    channel = sa.table("channel", *map(sa.column, ("network", "place", "name", "base_url")))
    said = sa.func.lower(channel.c.name + " " + channel.c.base_url)
    for network in NETWORKS:
        here = sa.update(channel).where(channel.c.network == "manual", said.contains(network))
        op.execute(here.values(place=network))

    op.add_column(
        "submission", sa.Column("strangers", sa.Boolean(), nullable=False, server_default=sa.false())
    )

    op.add_column("consent", sa.Column("person", sa.String(16), nullable=False, server_default=""))
    op.add_column("consent", sa.Column("network", sa.String(16), nullable=False, server_default=""))
    op.execute(FIRST)
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_consent_submission_id_party_email_purpose"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_consent_submission_id_person_purpose_network_terms_id"),
            ["submission_id", "person", "purpose", "network", "terms_id"],
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
