"""What the networks would do. The demo's servers are invented, so posts are moved along the arrows here."""

from datetime import timedelta

from ugc import publish
from ugc.demo.stage import Stage
from ugc.lifecycle import ENGINE, claim, move
from ugc.models import Reshare
from ugc.platforms import capabilities
from ugc.publish.byhand import mark_posted
from ugc.publish.retract import removed
from ugc.publish.send import LEASE, sent

PICTURES = "https://pictures.example/p"


def post(stage: Stage, reshare_id: str, refusal: str) -> None:
    """The moment has come: the network takes it, or refuses with a sentence."""
    with stage.desk() as session:
        row = session.get_one(Reshare, reshare_id)
        if row.state != "scheduled":
            return
        claim(session, row, LEASE, to="sending")
        if refusal:
            row.problem = refusal
            move(session, row, "failed", ENGINE, refusal)
            return
        row.began_at = session.now()
        row.remote_id = str(int(row.began_at.timestamp() * 1000) << 16)  # as Mastodon numbers its posts
        account = stage.script.channels[row.channel.name].account
        row.permalink = f"{row.channel.base_url}/@{account}/{row.remote_id}"
        sent(session, row, ENGINE)


def post_by_hand(stage: Stage, reshare_id: str, by: str) -> None:
    """A person has posted it and notes where."""
    with stage.desk() as session:
        row = session.get_one(Reshare, reshare_id)
        if row.state == "scheduled":
            mark_posted(session, row, stage.actor(by), f"{PICTURES}/{row.id}")


def take_down(stage: Stage, reshare_id: str) -> None:
    """The network deletes its post; one without an adapter leaves it to a person, as in earnest."""
    with stage.desk() as session:
        row = session.get_one(Reshare, reshare_id)
        if capabilities(row.channel.network).can_delete:
            claim(session, row, timedelta(minutes=1))
            removed(session, row, ENGINE)
            return
    services = stage.services
    publish.remove(services.database, services.vault, services.door, reshare_id)
