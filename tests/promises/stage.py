"""Where the machine's people meet: the installation, the book of what they said, and a pick of rows."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition
from sqlalchemy import ColumnElement, select

from tests.promises.book import Piece
from tests.promises.parts import Installation
from tests.support.photos import jpeg, png
from ugc.consent.withdraw import take_back
from ugc.db import EVERYONE, Session
from ugc.lifecycle import Actor
from ugc.models import Channel, Consent, Reshare, Row, Stateful, Submission
from ugc.publish import plan, retract
from ugc.publish.credit import Refused

R = TypeVar("R", bound=Row)
USES = ("gallery", "reshare")
PHOTOS = {
    "ducks": jpeg((48, 32), 1, exif=b""),
    "puddles": jpeg((48, 32), 2, exif=b""),
    "empty": png((48, 32))[:33],  # a header, and no picture behind it
}

some = st.integers(0, 7)  # which one of those there are
steps = st.none() | st.integers(0, 14)  # after how many a process is killed
uses = st.sampled_from([{*USES}, {*USES}, {*USES}, {"gallery"}, {"reshare"}, set()])
photos = st.lists(st.sampled_from(sorted(PHOTOS)), max_size=2)
wordings = st.sampled_from(["Carla & Milo", "@carla@square.example", "Ane Núñez"])
SEEN: tuple[type[Stateful], ...] = (Submission, Consent, Reshare)


def when(*kinds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A rule only while there are rows of one of these kinds, such as `reshare sent`."""
    return precondition(lambda stage: not stage.there.isdisjoint(kinds))


class Stage(RuleBasedStateMachine):
    """`book` is what people were told and have said since; the code under test never sees it."""

    def __init__(self, make: Callable[[], Installation]) -> None:
        super().__init__()
        self.it = make()
        self.book: dict[str, Piece] = {}
        self.it.square.about_to_appear = self.may_appear
        self.there: frozenset[str] = frozenset()  # which kinds of rows there are, and in which states

    @property
    def planner(self) -> Actor:
        """The spokesperson."""
        return Actor("member", self.it.world.spokesperson.account_id)

    def may_appear(self, reshare_id: str) -> None:
        """P2, at the very moment a post appears."""
        with self.it.database.read(EVERYONE) as session:
            piece = self.book[session.get_one(Reshare, reshare_id).submission_id]
        assert piece.public("reshare", self.it.clock())

    def look_around(self, session: Session) -> None:
        """See what there is to act on."""
        found = {model: session.scalars(select(model.state).distinct()) for model in SEEN}
        self.there = frozenset(f"{model.__tablename__} {state}" for model in SEEN for state in found[model])

    def one(self, session: Session, model: type[R], pick: int, *where: ColumnElement[bool]) -> R | None:
        """One of the rows there are, the same one each time the example runs."""
        found = session.scalars(select(model).where(*where).order_by(model.id)).all()
        return found[pick % len(found)] if found else None

    def follow(self, session: Session, submission_id: str, followed: bool) -> None:
        """What the web does after an end, in the same transaction; else the sweep finds it."""
        if followed:
            retract.follow(session, session.get_one(Submission, submission_id))

    def plan_now(self, pick: int) -> Reshare | None:
        """A reshare for this moment, if somebody may be shared."""
        with self.it.database.write(EVERYONE) as session:
            about = self.one(session, Submission, pick, Submission.state == "approved")
            there = self.one(session, Channel, 0, Channel.network == "square")
            with suppress(Refused):
                row = plan.plan(
                    session,
                    about,
                    there,
                    self.planner,
                    self.it.definition,
                    session.now(),
                    links=self.it.services.links,
                )
                plan.send_now(session, row, self.planner)
                return row
        return None

    def ends(self, submission_id: str, followed: bool) -> None:
        """Its author takes everything back."""
        with self.it.database.write(EVERYONE) as session:
            take_back(session, session.get_one(Submission, submission_id))
            self.follow(session, submission_id, followed)
        self.book[submission_id].withdraw(self.it.clock())
        self.book[submission_id].decide("withdrawn", self.it.clock())
