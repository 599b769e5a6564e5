"""What customers and guardians do."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.promises.book import Piece
from tests.promises.stage import PHOTOS, USES, Stage, photos, some, steps, uses, when, wordings
from ugc.collect.mend import MENDABLE, Mended, mend
from ugc.consent.answer import answer
from ugc.consent.withdraw import withdraw, withdraw_use
from ugc.db import EVERYONE
from ugc.lifecycle import Actor, Conflict
from ugc.models import Consent, Submission

MOST = 6  # pieces, so that there is more to do with each
GUARDIAN = Consent.party == "guardian"


class Customers(Stage):
    """They send, are asked, answer, change their minds."""

    @precondition(lambda self: len(self.book) < MOST)
    @rule(
        credit=wordings,
        photos=photos,
        agreed=uses,
        child=st.sampled_from(["no", "guardian", "other"]),
        steps=steps,
    )
    def send(self, credit: str, photos: list[str], agreed: set[str], child: str, steps: int | None) -> None:
        """A form is sent, and sent again until it was acknowledged."""
        story = f"Story {len(self.book) + 1}. She posted a letter to a duck."
        files = [PHOTOS[name] for name in photos]
        kind, draft = "photo" if photos else "story", self.it.draft()
        entry = self.it.entry(kind, story, credit, agreed, child)
        self.it.mortal(lambda: self.it.send_form(draft, files, entry), steps)
        sent = self.it.send_form(draft, files, entry)
        until = self.it.definition.consent_ends
        grants = {("author", use): until if use in agreed else None for use in USES}
        if child == "guardian":
            grants |= {("guardian", use): until if use in agreed else None for use in USES}
        elif child == "other":
            grants |= {("guardian", use): None for use in agreed}
        ends = until if agreed else None
        self.book[sent.id] = Piece(sent.id, story, credit, _once_each(files), grants, agreed_until=ends)

    @when(*(f"submission {state}" for state in MENDABLE))
    @rule(pick=some, photos=photos)
    def mend(self, pick: int, photos: list[str]) -> None:
        """What came back is told anew, with more photos."""
        with self.it.database.write(EVERYONE) as session:
            about = self.one(session, Submission, pick, Submission.state.in_(MENDABLE))
        draft, piece = self.it.draft(), self.book[about.id]
        files = [PHOTOS[name] for name in photos]
        self.it.fill(draft, files)
        with self.it.database.write(EVERYONE) as session:
            mend(session, about.id, draft.key, Mended(story=f"{piece.story} Truly."))
        piece.story, piece.decided = f"{piece.story} Truly.", ""
        piece.originals = _once_each(piece.originals + files)

    @when("consent requested")
    @rule(pick=some, agreed=uses)
    def a_guardian_answers(self, pick: int, agreed: set[str]) -> None:
        with self.it.database.write(EVERYONE) as session:
            asked = self.one(session, Consent, pick, GUARDIAN, Consent.state == "requested")
            until = self.it.definition.consent_ends
            with suppress(Conflict):
                for one in answer(session, asked, "Gil", agreed, until):
                    given = until if one.purpose in agreed else None
                    self.book[one.submission_id].grants["guardian", one.purpose] = given

    @rule(pick=some, whose=st.sampled_from(["author", "guardian", "all"]), use=st.sampled_from(USES))
    def change_of_mind(self, pick: int, whose: str, use: str) -> None:
        """One use is taken back, or everything; sometimes the web process dies before anything follows."""
        with self.it.database.read(EVERYONE) as session:
            about = self.one(session, Submission, pick, Submission.state != "erased")
        if about is None:
            return
        if whose == "all":
            self.ends(about.id, followed=pick % 2 == 0)
        elif whose == "author":
            self._author_takes_back(about, use, followed=pick % 2 == 0)
        else:
            self._guardian_takes_back(about, use)

    def _author_takes_back(self, about: Submission, use: str, followed: bool) -> None:
        with self.it.database.write(EVERYONE) as session:
            withdraw_use(session, about, use)
            self.follow(session, about.id, followed)
        self.book[about.id].withdraw(self.it.clock(), "author", use)
        if about.shows_child == "guardian":
            self.book[about.id].withdraw(self.it.clock(), "guardian", use)

    def _guardian_takes_back(self, about: Submission, use: str) -> None:
        with self.it.database.write(EVERYONE) as session:
            theirs = (GUARDIAN, Consent.submission_id == about.id, Consent.purpose == use)
            given = self.one(session, Consent, 0, *theirs, Consent.state == "given")
            if given:
                withdraw(session, given, Actor("guardian", given.id))
                self.book[about.id].withdraw(self.it.clock(), "guardian", use)


def _once_each(files: list[bytes]) -> list[bytes]:
    """The same photo twice is one."""
    return list(dict.fromkeys(files))
