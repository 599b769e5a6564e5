"""The planner: a week or a month of what goes out, and what needs a person on top."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from flask.typing import ResponseReturnValue

from ugc.publish import board, channels
from ugc.web.auth import brand_session, staff_only
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """The days on show: whole weeks from a Monday on. `anchor` is a day of the week or month meant."""

    view: str
    anchor: date

    @classmethod
    def asked(cls, today: date) -> "Span":
        """What the address asks for (`?view=month&on=2026-11-22`), else this week."""
        try:
            anchor = date.fromisoformat(request.args.get("on", ""))
        except ValueError:
            anchor = today
        in_reach = abs(anchor - today) < timedelta(days=3660)
        return cls("month" if request.args.get("view") == "month" else "week", anchor if in_reach else today)

    @property
    def first(self) -> date:
        """The first Monday."""
        start = self.anchor.replace(day=1) if self.view == "month" else self.anchor
        return start - timedelta(days=start.weekday())

    @property
    def end(self) -> date:
        """The Monday after the last day."""
        if self.view == "week":
            return self.first + WEEK
        last = self.following - timedelta(days=1)
        return last + timedelta(days=7 - last.weekday())

    @property
    def following(self) -> date:
        """A day of the next week or month."""
        return _next_month(self.anchor) if self.view == "month" else self.anchor + WEEK

    @property
    def previous(self) -> date:
        """A day of the week or month before."""
        return self.anchor.replace(day=1) - timedelta(days=1) if self.view == "month" else self.anchor - WEEK


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@blueprint.get("/planner")
@staff_only
def planner() -> ResponseReturnValue:
    """One brand's board."""
    with brand_session("see") as session:
        brand = chosen_brand(session)
        span = Span.asked(session.now().date())
        return desk_page(
            session,
            "staff/planner.html",
            brand,
            "planner",
            span=span,
            days=board.days(session, brand, span.first, (span.end - span.first).days),
            needs=board.needs_a_person(session, brand),
            mix=board.mix(session, brand, span.first, span.end),
            channels=channels.of(session, brand),
            today=session.now().date(),
            zones={
                key: definition.timezone for key, (_, definition) in board.campaigns(session, brand).items()
            },
        )
