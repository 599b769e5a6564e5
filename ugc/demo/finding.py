"""A post with a campaign's hashtag is found, on an invented server; its pictures are there at once."""

from datetime import timedelta

from ugc.collect.finds import searches
from ugc.collect.finds.keep import keep, known
from ugc.collect.finds.pictures import take_in
from ugc.collect.settle import settle
from ugc.collect.uploads import Draft
from ugc.demo.script import Seen
from ugc.demo.stage import Stage
from ugc.models import Campaign, Find
from ugc.platforms.listening import Author, Found, Medium

QUIET = timedelta(days=30)  # so long, nobody asks servers that do not exist


def find(stage: Stage, seen: Seen) -> None:
    """Keep one post, and its pictures as the engine would have copied them."""
    post = _post(stage, seen)
    with stage.desk() as session:
        search = searches(session, session.get_one(Campaign, stage.campaign.id))[0]
        search.heard_at, search.due_at = session.now(), session.now() + QUIET
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


def _post(stage: Stage, seen: Seen) -> Found:
    handle, _, server = seen.handle.partition("@")
    address = f"https://{server}/@{handle}/{seen.number}"
    return Found(
        uri=address,
        remote_id=seen.number,
        permalink=address,
        author=Author(f"https://{server}/users/{handle}", f"@{seen.handle}", seen.name),
        posted=stage.walk.clock(),
        caption=seen.text.strip(),
        media=tuple(Medium(f"https://{server}/media/{name}.jpg", alt) for name, alt in seen.photos),
        language=seen.language,
    )


def _copied(stage: Stage, seen: Seen, found: Find) -> list[dict[str, str]]:
    draft = Draft(
        stage.services.database, stage.services.store, stage.campaign, f"find-{found.id}", len(seen.photos)
    )
    kept = [draft.keep(stage.pictures.filename(), stage.pictures.file(name)) for name, _ in seen.photos]
    return [
        {**medium, "key": one.key, "upload": one.id} for medium, one in zip(found.media, kept, strict=True)
    ]
