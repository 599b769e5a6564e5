"""The audit log as people read it: who did what, where from and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from ugc.db import Session
from ugc.lifecycle import Actor, record
from ugc.models import Account, Brand, Event, Member

PAGE = 60
HEAD = ("when", "who", "address", "what", "id", "before", "after", "why")


@dataclass(frozen=True)
class Narrow:
    """Which lines of a brand's log: by whom, about which kind of row or which one, from when until when."""

    brand: Brand
    actor: str = ""
    about: str = ""
    about_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def events(session: Session, narrow: Narrow, before: int | None = None) -> Sequence[Event]:
    """The newest lines, or those before a line."""
    rows = _rows(narrow) if before is None else _rows(narrow).where(Event.number < before)
    return session.scalars(rows.limit(PAGE)).all()


def lines(session: Session, narrow: Narrow) -> Iterator[tuple[str, ...]]:
    """Every line as cells, the newest first, after a line of headings."""
    yield HEAD
    found = session.scalars(_rows(narrow)).all()
    who = names(session, found)
    for one in found:
        facts = (one.at.isoformat(), who.get(one.actor, one.actor), one.address, one.about, one.about_id)
        yield (*facts, one.old or "", one.new, one.reason)


def exported(session: Session, brand: Brand, member: Member, how: str) -> None:
    """Write down that somebody took a list along, and how they had narrowed it."""
    record(session, brand, None, "exported", Actor("member", member.account_id), how)


def names(session: Session, found: Iterable[Event]) -> dict[str, str]:
    """What the members of staff among the actors are called, also those who are gone."""
    ids = {one.actor.removeprefix("member:") for one in found if one.actor.startswith("member:")}
    rows = session.scalars(select(Account).where(Account.id.in_(ids)))
    return {f"member:{one.id}": f"{one.name} ({one.email})" for one in rows}


def people(session: Session, brand: Brand) -> list[tuple[str, str]]:
    """Everybody of staff who ever did something for this brand, as actor and name."""
    actors = select(Event.actor).where(Event.brand_id == brand.id, Event.actor.startswith("member:"))
    found = names(session, [Event(actor=one) for one in session.scalars(actors.distinct())])
    return sorted(found.items(), key=lambda one: one[1])


def kinds(session: Session, brand: Brand) -> Sequence[str]:
    """What the log speaks of, by name."""
    rows = select(Event.about).where(Event.brand_id == brand.id).distinct().order_by(Event.about)
    return session.scalars(rows).all()


def _rows(narrow: Narrow) -> Select[Event]:
    rows = select(Event).where(Event.brand_id == narrow.brand.id).order_by(Event.number.desc())
    equal = ((Event.actor, narrow.actor), (Event.about, narrow.about), (Event.about_id, narrow.about_id))
    rows = rows.where(*[column == value for column, value in equal if value])
    rows = rows.where(Event.at >= narrow.since) if narrow.since else rows
    return rows.where(Event.at < narrow.until) if narrow.until else rows
