"""What workers, the clock and the network do."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.promises.square import LIE, MISFORTUNES
from tests.promises.stage import Stage, some, steps, when
from ugc.db import EVERYONE
from ugc.lifecycle import due
from ugc.tasks import KINDS

LENGTHS = [{"seconds": 40}, {"seconds": 40}, {"minutes": 3}, {"minutes": 20}, {"minutes": 20}]
LONGER = [{"hours": 13}, {"days": 3}, {"days": 900}]
LOSABLE = ("publish", "remove", "find")


class Workers(Stage):
    """They take work, die over it, and start again; the network fails them."""

    @rule(length=st.sampled_from([*LENGTHS, *LENGTHS, *LONGER]))
    def time_passes(self, length: dict[str, float]) -> None:
        self.it.clock.advance(**length)

    @rule(most=st.integers(1, 6), steps=steps)
    def work_the_queue(self, most: int, steps: int | None) -> None:
        """What was hinted; a hint whose worker dies is lost."""
        for _ in range(most):
            hint = self.it.next_hint()
            if hint:
                self.it.work(*hint, steps)

    @rule(kind=st.sampled_from(sorted(KINDS)), pick=some, steps=steps)
    def work_what_is_due(self, kind: str, pick: int, steps: int | None) -> None:
        with self.it.database.read(EVERYONE) as session:
            found = sorted(due(session, KINDS[kind].model, *KINDS[kind].states))
        if found:
            self.it.work(kind, found[pick % len(found)], steps)

    @rule(queue_lost=st.booleans(), steps=steps)
    def sweep(self, queue_lost: bool, steps: int | None) -> None:
        if queue_lost:
            self.it.engine.huey.flush()
        self.it.mortal(self.it.engine.sweep, steps)

    @rule(fate=st.sampled_from([*((m, how) for m in LOSABLE for how in MISFORTUNES), ("remove", LIE)]))
    def the_network_will_fail(self, fate: tuple[str, str]) -> None:
        self.it.square.misfortunes |= [fate]

    @when("submission approved")
    @rule(
        pick=some,
        misfortune=st.sampled_from([None, None, None, *MISFORTUNES]),
        taken_back=st.sampled_from([None, None, None, "while_uploading", "while_posting"]),
        steps=steps,
    )
    def post(self, pick: int, misfortune: str | None, taken_back: str | None, steps: int | None) -> None:
        """Somebody wants it out now; much can go wrong until it is."""
        row = self.plan_now(pick)
        if row is None:
            return
        if misfortune:
            self.it.square.misfortunes["publish"] = misfortune
        if taken_back:
            setattr(self.it.square, taken_back, lambda: self.ends(row.submission_id, followed=True))
        self.it.work("reshare", row.id, steps)
        self.it.square.while_uploading = self.it.square.while_posting = None
