"""The log: whether its chains are whole, and whether it knows of every row's state."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from ugc.chain import Break, breaks
from ugc.db import Session
from ugc.models import Base, Brand, Event, Stateful


def broken(session: Session) -> Iterator[str]:
    """Where a brand's chain does not fit."""
    for brand in session.scalars(select(Brand).order_by(Brand.slug)).all():
        for found in breaks(session, brand.id):
            yield f"The log of {brand.name} {_how(found)}"
    waiting = session.scalar(select(func.count()).where(Event.position.is_(None)))
    if waiting:
        yield f"{waiting} entries of the log are not in a chain; they came in past the application."


def _how(found: Break) -> str:
    if found.what == "missing":
        return f"lacks entry {found.position}: somebody has taken it out."
    if found.what == "cut" or found.event is None:
        return f"ends before entry {found.position}, not where it was last written: its end was cut off."
    row = found.event
    about = f"{row.about} {row.about_id}, {row.old or 'new'} → {row.new}, {row.at:%Y-%m-%d %H:%M} UTC"
    what = "its reason is not the one that was given" if found.what == "reason" else "not as it was written"
    return f"was changed at entry {found.position} ({about}): {what}."


def unlogged(session: Session) -> Iterator[str]:
    """Rows whose state the log does not know of: somebody wrote it past the application."""
    models = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Stateful)]
    for model in sorted(models, key=lambda model: model.__tablename__):
        yield from _unlogged(session, model)


def _unlogged(session: Session, model: type[Stateful]) -> Iterator[str]:
    name = model.__tablename__
    ours = (Event.about == name, Event.new.in_(model.machine.arrows))
    last = select(Event.about_id, func.max(Event.number).label("number")).where(*ours)
    newest = last.group_by(Event.about_id).subquery()
    rows = (
        select(model.id, model.state, Event.new)
        .join(newest, newest.c.about_id == model.id, isouter=True)
        .join(Event, Event.number == newest.c.number, isouter=True)
        .where(or_(Event.new.is_(None), Event.new != model.state))
    )
    for row_id, state, logged in session.execute(rows.order_by(model.id)):
        was = f"the log says {logged}" if logged else "the log knows nothing of it"
        yield f"The {name} {row_id} is {state}, but {was}: it was changed past the application."
