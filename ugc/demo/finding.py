"""A post with a campaign's hashtag is found, on an invented server; its pictures are there at once.

Its author is asked and answers there, where nobody is: the question is moved along its arrows here.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from ugc.collect import finds
from ugc.collect.finds import searches
from ugc.collect.finds.answers import note
from ugc.collect.finds.keep import keep, known
from ugc.collect.finds.pictures import take_in
from ugc.collect.finds.send import LEASE
from ugc.collect.settle import settle
from ugc.collect.uploads import Draft
from ugc.db import Session
from ugc.demo.script import Seen
from ugc.demo.stage import Stage
from ugc.lifecycle import ENGINE, Actor, claim, move
from ugc.models import Campaign, Find
from ugc.platforms.listening import Author, Found, Medium

QUIET = timedelta(days=30)  # so long, nobody asks servers that do not exist


def find(stage: Stage, seen: Seen) -> None:
    """Keep one post, and its pictures as the engine would have copied them."""
    post = _post(stage, seen)
    with stage.desk() as session:
        hearing = searches(session, session.get_one(Campaign, stage.campaign.id))
        for search in hearing:
            search.heard_at, search.due_at = session.now(), session.now() + QUIET
        search = next(one for one in hearing if one.channel_id == stage.channels[seen.channel])
        keep(session, search, stage.definition, post)
        found = known(session, search, post)
        assert found is not None
    stage.hints[:] = [hint for hint in stage.hints if hint[0] != "find"]
    copied = _copied(stage, seen, found)
    with stage.desk() as session:
        row = session.get_one(Find, found.id)
        take_in(session, row, copied)
        row.due_at = session.now() + QUIET
        settle(session, row.submission)


def ask(stage: Stage, seen: Seen) -> None:
    """Ask its author, who gets it at once."""
    with stage.desk() as session:
        member = stage.members[stage.script.desk.speaks]
        reply = finds.ask(session, _found(session, seen), seen.asked, member, stage.services.links)
        claim(session, reply, LEASE, to="sending")
        reply.remote_id, reply.sent_at = f"{seen.number}1", session.now()
        move(session, reply, "sent", ENGINE)
    stage.hints[:] = [hint for hint in stage.hints if hint[0] != "reply"]


def answer(stage: Stage, seen: Seen) -> None:
    """What its author answers there is heard."""
    with stage.desk() as session:
        find = _found(session, seen)
        note(session, stage.definition, find, seen.answered, f"{seen.address}1")
        move(session, find, "answered", Actor("customer", find.customer_id))


def _found(session: Session, seen: Seen) -> Find:
    return session.query(Find).filter_by(uri=seen.address).one()


def _post(stage: Stage, seen: Seen) -> Found:
    server = urlsplit(seen.address).netloc
    author = Author(f"https://{server}/users/{seen.handle}", f"@{seen.handle}", seen.name)
    return Found(
        uri=seen.address,
        remote_id=seen.number,
        permalink=seen.address,
        author=author if seen.name else None,
        posted=stage.walk.clock(),
        caption=seen.text.strip(),
        media=tuple(Medium(f"https://{server}/media/{name}.jpg", alt) for name, alt in seen.photos),
        language=seen.language,
        reachable=bool(seen.name),
    )


def _copied(stage: Stage, seen: Seen, found: Find) -> list[dict[str, str]]:
    draft = Draft(
        stage.services.database, stage.services.store, stage.campaign, f"find-{found.id}", len(seen.photos)
    )
    kept = [draft.keep(stage.pictures.filename(), stage.pictures.file(name)) for name, _ in seen.photos]
    return [
        {**medium, "key": one.key, "upload": one.id} for medium, one in zip(found.media, kept, strict=True)
    ]
