"""What moderators and a spokesperson do."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.promises.stage import Stage, some, when
from ugc.db import EVERYONE
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Channel, Decision, Reshare, Submission
from ugc.moderate.decide import OUTCOMES, Sealed, decide
from ugc.moderate.undo import TooLate, undo
from ugc.publish import byhand, plan, retract
from ugc.publish.credit import CreditLost, Refused

LINK = "https://elsewhere.example/1"
POSTS = Reshare.channel.has(Channel.network == "manual") & (Reshare.state == "scheduled")
BY_HAND = POSTS | (Reshare.state == "remove_by_hand")


class Members(Stage):
    """They decide, undo, plan, change their plans, and post and take down by hand."""

    @when("submission ready", "submission held")
    @rule(pick=some)
    def approve(self, pick: int) -> None:
        self._decide(pick, "approve", "ready", "held")

    @when("submission ready", "submission approved", "submission held")
    @rule(pick=some, outcome=st.sampled_from(["hold", "hold", "decline", "return"]))
    def turn_away(self, pick: int, outcome: str) -> None:
        self._decide(pick, outcome, "ready", "approved", "held")

    def _decide(self, pick: int, outcome: str, *states: str) -> None:
        moderator, asked = self.it.world.moderator, self.it.definition
        with self.it.database.write(EVERYONE) as session:
            about = self.one(session, Submission, pick, Submission.state.in_(states))
            with suppress(NoSuchArrow, Sealed):
                made = decide(session, about, outcome, "We looked.", moderator, about.state, asked)
                piece = self.book[about.id]
                piece.decide(OUTCOMES[outcome], made.final_at)
                piece.visible_from = made.final_at if outcome == "approve" else piece.visible_from

    @rule(pick=some)
    def undo(self, pick: int) -> None:
        with self.it.database.write(EVERYONE) as session:
            fresh = (Decision.undone_at.is_(None), Decision.final_at > session.now())
            made = self.one(session, Decision, pick, *fresh)
            if made is None:
                return
            with suppress(Conflict, TooLate):
                about = undo(session, made, self.it.world.moderator)
                self.book[about.id].decided = about.state if about.state in ("approved", "held") else ""

    @when("submission approved")
    @rule(
        pick=some,
        network=st.sampled_from(["square", "square", "manual"]),
        caption=st.sampled_from([None, "Look! 📷 {}", "Look what somebody sent us!"]),
        moment=st.sampled_from(["now", "now", "soon", "slot", "draft"]),
    )
    def plan_one(self, pick: int, network: str, caption: str | None, moment: str) -> None:
        """P4: words that lose the credit are refused."""
        with self.it.database.write(EVERYONE) as session:
            about = self.one(session, Submission, pick, Submission.state == "approved")
            if about is None:
                return
            there = self.one(session, Channel, 0, Channel.network == network)
            words = caption and caption.format(about.credit)
            at = self.it.clock() + timedelta(minutes=3) if moment == "soon" else None
            with suppress(Refused):
                row = plan.plan(
                    session,
                    about,
                    there,
                    self.planner,
                    self.it.definition,
                    session.now(),
                    links=self.it.services.links,
                    caption=words,
                    at=at,
                    draft=moment == "draft",
                )
                assert about.credit in row.caption
                if moment == "now":
                    plan.send_now(session, row, self.planner)

    @when(*(f"reshare {state}" for state in plan.WAITING))
    @rule(pick=some, what=st.sampled_from(["words", "words without credit", "moment", "cancelled"]))
    def change_the_plan(self, pick: int, what: str) -> None:
        with self.it.database.write(EVERYONE) as session:
            row = self.one(session, Reshare, pick, Reshare.state.in_(plan.WAITING))
            match what:
                case "words":
                    plan.rewrite(session, row, f"We love this. {row.submission.credit}", self.planner)
                case "words without credit":
                    with suppress(CreditLost):
                        plan.rewrite(session, row, "We love this.", self.planner)
                case "moment":
                    plan.send_now(session, row, self.planner)
                case "cancelled":
                    plan.cancel(session, row, self.planner)

    @when("reshare sent")
    @rule(pick=some)
    def take_down(self, pick: int) -> None:
        with self.it.database.write(EVERYONE) as session:
            row = self.one(session, Reshare, pick, Reshare.state == "sent")
            retract.take_down(session, row, self.planner, "A change of mind.")

    @when("reshare scheduled", "reshare remove_by_hand")
    @rule(pick=some)
    def do_by_hand(self, pick: int) -> None:
        with self.it.database.write(EVERYONE) as session:
            row = self.one(session, Reshare, pick, BY_HAND)
            if row and row.state == "scheduled":
                byhand.mark_posted(session, row, self.planner, LINK)
            elif row:
                self.it.square.live.pop(row.remote_id or "", None)
                byhand.mark_removed(session, row, self.planner)
