"""Fills an empty installation, campaign by campaign; one that was killed half-way is played again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from fcntl import LOCK_EX, flock
from functools import partial

from sqlalchemy import exists, select

from ugc.db import EVERYONE, Session
from ugc.definitions import find_brand, find_campaign, load
from ugc.demo import people, script
from ugc.demo.play import play
from ugc.demo.reset import reset
from ugc.demo.script import Cast, Script
from ugc.demo.stage import stage
from ugc.lifecycle import ENGINE, record
from ugc.media import Darkroom
from ugc.models import Account, Brand, Campaign, Event, Submission
from ugc.web.auth.passwords import hash_password
from ugc.wiring import Services

FILLED = "demo filled"  # the event that says a campaign, and at last the whole demo, is complete
AT_ONCE = 2


def is_empty(services: Services) -> bool:
    """Whether nobody works here and nobody wrote, or there is only what a killed filling left."""
    with services.database.read(EVERYONE) as session:
        used = select(exists(select(Account.id))), select(exists(select(Submission.id)))
        return _begun(session) or not any(session.scalar(one) for one in used)


def fill(services: Services) -> str:
    """Fill an empty installation with what the campaigns' people did up to now; a sentence about it.

    Any other one is left alone. Raises FileNotFoundError for the photographs before `npm ci`.
    """
    with _alone(services):
        if not is_empty(services):
            return "Nothing was filled in: there are people or submissions here already."
        cast = script.cast()
        _hire(services, cast)
        counts = _fill_all(services)
        with services.database.write(EVERYONE) as session:
            outsiders = find_brand(session, cast.brand.slug)
            assert outsiders is not None
            record(session, outsiders, None, FILLED, ENGINE, "")
    return f"The demo is filled in: {sum(counts)} submissions in {len(counts)} campaigns."


def _hire(services: Services, cast: Cast) -> None:
    """In one transaction, with which the filling has begun."""
    secrets = people.passwords(services, cast)
    with services.database.read(EVERYONE) as session:
        if _begun(session):
            return
    hashes = {mail: hash_password(password) for mail, password in secrets.items()}
    with services.database.write(EVERYONE) as session:
        people.hire(session, cast, hashes)


def _fill_all(services: Services) -> list[int]:
    with Darkroom(AT_ONCE) as darkroom, ThreadPoolExecutor(AT_ONCE) as threads:
        one = partial(_fill, replace(services, darkroom=darkroom))
        longest_first = sorted(script.scripts().items(), key=lambda each: -each[1].photos)
        played = [threads.submit(one, slug, content) for slug, content in longest_first]
        counts = [each.result() for each in played]
    return [count for count in counts if count]


def _fill(services: Services, slug: str, content: Script) -> int:
    """Play one campaign, unless it is complete or not here; returns how many submissions came."""
    now = services.clock()
    with services.database.read(EVERYONE) as session:
        campaign = find_campaign(session, slug)
        if campaign is None or _is_filled(session, campaign):
            return 0
        definition = load(campaign.revision)
    with stage(services, content, campaign, definition, now) as own:
        with own.desk() as session:
            reset(session, campaign)
            own.members |= people.members(session)
        count = play(own, now)
        with own.desk() as session:
            record(session, campaign, None, FILLED, ENGINE, "")
    return count


def _begun(session: Session) -> bool:
    """Whether a filling has begun and was not completed."""
    outsiders = find_brand(session, script.cast().brand.slug)
    return outsiders is not None and not _is_filled(session, outsiders)


def _is_filled(session: Session, row: Brand | Campaign) -> bool:
    filled = select(Event.number).where(Event.about_id == row.id, Event.new == FILLED)
    return session.scalar(select(exists(filled))) is True


@contextmanager
def _alone(services: Services) -> Iterator[None]:
    """Two `make run` at once fill one after the other; the system lets go of a killed one's lock."""
    services.settings.storage.mkdir(parents=True, exist_ok=True)
    with (services.settings.storage / "demo.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield
