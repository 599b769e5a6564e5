"""The verbs of a script: what people do with a submission, through the stages that do it for real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from ugc import converse
from ugc.collect.mend import Mended, mend
from ugc.consent import withdraw
from ugc.consent.answer import answer
from ugc.db import Session
from ugc.demo import posting
from ugc.demo.arriving import upload
from ugc.demo.script import Sent, Step
from ugc.demo.stage import Stage
from ugc.lifecycle import due
from ugc.models import Channel, Mail, Submission, Thread
from ugc.moderate.decide import decide
from ugc.moderate.reasons import words
from ugc.platforms import capabilities
from ugc.publish import follow
from ugc.publish.plan import plan


@dataclass(frozen=True)
class Scene:
    """One submission on its way."""

    stage: Stage
    sent: Sent
    submission_id: str

    @contextmanager
    def submission(self) -> Iterator[tuple[Session, Submission]]:
        """A transaction and the submission in it."""
        with self.stage.desk() as session:
            yield session, session.get_one(Submission, self.submission_id)

    @contextmanager
    def thread(self) -> Iterator[tuple[Session, Thread]]:
        """A transaction and the conversation in it."""
        with self.stage.desk() as session:
            yield session, session.query(Thread).filter_by(submission_id=self.submission_id).one()


def _decide(scene: Scene, step: Step) -> None:
    stage = scene.stage
    member = stage.members[step.by or stage.script.desk.decides]
    with scene.submission() as (session, submission):
        reason = words(stage.definition, submission.language, step.reason, step.text)
        made = decide(session, submission, step.do, reason, member, submission.state, stage.definition)
        if step.do == "decline":
            follow(session, submission)
    stage.walk.at(made.final_at, partial(_letters_are_due, stage))


def _letters_are_due(stage: Stage) -> None:
    with stage.desk() as session:
        stage.hints.extend(("mail", mail_id) for mail_id in due(session, Mail, "queued"))


def _say(scene: Scene, step: Step) -> None:
    stage = scene.stage
    member = stage.members[step.by or stage.script.desk.speaks]
    with scene.thread() as (session, thread):
        message = converse.say(session, thread, step.text, member, stage.definition.conversation.cue_cards)
        if step.public:
            converse.make_public(session, thread, message, member)


def _release(scene: Scene, step: Step) -> None:
    member = scene.stage.members[step.by or scene.stage.script.desk.speaks]
    with scene.thread() as (session, thread):
        draft = next(message for message in thread.messages if not message.sent_at)
        converse.release(session, thread, draft, member)


def _write_back(scene: Scene, step: Step) -> None:
    with scene.thread() as (session, thread):
        converse.write_back(session, thread, step.text, scene.stage.definition.conversation.reply_within)


def _close(scene: Scene, step: Step) -> None:
    with scene.thread() as (session, thread):
        converse.close(session, thread, scene.stage.members[step.by or scene.stage.script.desk.speaks])


def _mend(scene: Scene, step: Step) -> None:
    draft, alts = upload(scene.stage, step.photos)
    with scene.submission() as (session, submission):
        without = frozenset(photo.id for photo in submission.photos if step.photos)
        mend(session, submission.id, draft.key, Mended(step.text, alts, without))


def _take_back(scene: Scene, step: Step) -> None:
    with scene.submission() as (session, submission):
        if step.do == "take back":
            withdraw.take_back(session, submission)
        else:
            withdraw.withdraw_use(session, submission, step.purpose)
        follow(session, submission)


def _answer(scene: Scene, step: Step) -> None:
    """Somebody else who was asked says yes to some uses, or to none."""
    with scene.submission() as (session, submission):
        theirs = [one for one in submission.consents if step.who in (one.name, one.party)]
        uses = [one.use for one in theirs if {one.use, one.purpose} & set(step.agrees)]
        answer(session, theirs[0], step.text or step.who, uses, scene.stage.definition.consent_ends)


def _plan(scene: Scene, step: Step) -> None:
    stage, by = scene.stage, step.by or scene.stage.script.desk.plans
    with scene.submission() as (session, submission):
        row = plan(
            session,
            submission,
            session.get_one(Channel, stage.channels[step.channel]),
            stage.actor(by),
            stage.definition,
            session.now(),
            links=stage.services.links,
            draft=step.draft,
        )
        by_hand = not capabilities(row.channel.network).can_publish
    assert row.due_at is not None
    if step.posted:
        stage.walk.at(row.due_at + step.posted, partial(posting.post_by_hand, stage, row.id, by))
    elif not by_hand:
        stage.walk.at(row.due_at, partial(posting.post, stage, row.id, step.fails))


VERBS: dict[str, Callable[[Scene, Step], None]] = {
    "approve": _decide,
    "decline": _decide,
    "return": _decide,
    "hold": _decide,
    "say": _say,
    "release": _release,
    "write back": _write_back,
    "close": _close,
    "mend": _mend,
    "take back": _take_back,
    "take back use": _take_back,
    "plan": _plan,
    "answer": _answer,
}


def take(scene: Scene, step: Step) -> None:
    """Take one step. Raises what the stage raises that does it."""
    VERBS[step.do](scene, step)
