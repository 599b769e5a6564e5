"""Talking with one customer about what they sent. Only a person writes here, under their own name."""

import re
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import exists, select

from ugc.accounts import answerable
from ugc.db import Session
from ugc.lifecycle import Actor, begin, move, record
from ugc.models import Consent, Find, Mail, Member, Message, Reply, Thread
from ugc.permissions import may
from ugc.platforms import capabilities

LONGEST = 4000  # characters of one message


class NotSaid(Exception):
    """The message was not taken; the sentence says why and what is safe."""


def say(session: Session, thread: Thread, body: str, member: Member, cue_cards: Iterable[str]) -> Message:
    """A member answers. Who may not speak for the brand leaves a draft for a spokesperson to release.

    Raises NotSaid for an empty or too long text, or a cue card nobody made their own.
    """
    body = _checked(body)
    if _plain(body) in {_plain(card) for card in cue_cards}:
        raise NotSaid(
            "That is the cue card as it stands. Make it your own: say something only this person can get."
        )
    message = _message(thread, body, account_id=member.account_id)
    session.add(message)
    session.flush()
    if may(member, "speak"):
        _send(session, thread, message, member)
    else:
        record(session, message, None, "draft", _actor(member), "")
    return message


def release(session: Session, thread: Thread, message: Message, member: Member) -> None:
    """A spokesperson sends what a colleague drafted; both names stay on it."""
    if not may(member, "speak"):
        raise NotSaid("Only somebody who may speak for the brand can release a draft. It is kept as it is.")
    if message.sent_at:
        raise NotSaid("This message has been sent already.")
    message.released_by = member.account_id
    _send(session, thread, message, member)


def write_back(session: Session, thread: Thread, body: str, reply_within: timedelta) -> Message:
    """The customer writes; now it is our turn, and by when is promised again."""
    message = _message(thread, _checked(body), account_id=None)
    message.sent_at = session.now()
    session.add(message)
    session.flush()
    record(session, message, None, "sent", Actor("customer", thread.customer_id), "")
    if thread.state != "ours":
        thread.due_at, thread.turned_at = session.now() + reply_within, session.now()
        move(session, thread, "ours", Actor("customer", thread.customer_id))
    return message


def close(session: Session, thread: Thread, member: Member) -> None:
    """Nothing more to say. Raises NotSaid while the customer never had an answer from a person (P10)."""
    if thread.first_reply_at is None:
        raise NotSaid("Nobody has answered this person yet, so the conversation stays open.")
    thread.due_at, thread.turned_at = None, session.now()
    move(session, thread, "closed", _actor(member))


def make_public(session: Session, thread: Thread, message: Message, member: Member) -> None:
    """Let a sent answer stand beside its question in the gallery.

    Raises NotSaid for anything but a sent staff answer to a question whose author agreed to the gallery.
    """
    if thread.submission.kind != "question" or message.account_id is None or message.sent_at is None:
        raise NotSaid("Only an answer that was sent to a question can be made public.")
    if not may(member, "speak"):
        raise NotSaid("Only somebody who may speak for the brand can make an answer public.")
    if not _agreed(session, thread):
        raise NotSaid("The customer has not agreed to the gallery, so question and answer stay between you.")
    message.public = True
    record(session, message, "private", "public", _actor(member), "")


def _agreed(session: Session, thread: Thread) -> bool:
    grant = exists().where(
        Consent.submission_id == thread.submission_id,
        Consent.purpose == "gallery",
        Consent.party == "author",
        Consent.live(session.now()),
    )
    return bool(session.scalar(select(grant)))


def _send(session: Session, thread: Thread, message: Message, member: Member) -> None:
    message.sent_at = session.now()
    thread.first_reply_at = thread.first_reply_at or session.now()
    thread.due_at, thread.turned_at = None, session.now()
    if thread.state == "ours":
        move(session, thread, "theirs", _actor(member))
    record(session, message, None, "sent", _actor(member), "")
    if thread.customer.email or (find := found_on(session, thread)) is None:
        _mail(session, thread, message, member)
    else:
        message.via = find.network
        _reply(session, find, message, member)


def _mail(session: Session, thread: Thread, message: Message, member: Member) -> None:
    letter = Mail(
        brand_id=thread.brand_id, customer_id=thread.customer_id, kind="answer", about_id=message.id
    )
    letter.to, letter.key, letter.due_at = thread.customer.email, f"answer:{message.id}", session.now()
    begin(session, letter, _actor(member))
    session.hint("mail", letter.id)


def found_on(session: Session, thread: Thread) -> Find | None:
    """The post this is about, if it was found on a network."""
    return session.scalar(select(Find).where(Find.submission_id == thread.submission_id))


def _reply(session: Session, find: Find, message: Message, member: Member) -> None:
    """Back to where they said it, in public; by a person's hand where we have no way in. Raises NotSaid."""
    able = capabilities(find.channel.network)
    body = f"{find.author_handle} {message.body}".lstrip()
    if able.max_caption is not None and able.length(body) > able.max_caption:
        raise NotSaid(
            f"This goes to {find.network}, where {able.max_caption} characters fit. Nothing was sent."
        )
    row = Reply(brand_id=find.brand_id, customer_id=find.customer_id, find_id=find.id, kind="answer")
    row.account_id, row.liked, row.body, row.due_at = member.account_id, "", body, session.now()
    begin(session, row, _actor(member), state=None if answerable(find) else "by_hand")
    if answerable(find):
        session.hint("reply", row.id)


def _message(thread: Thread, body: str, account_id: str | None) -> Message:
    message = Message(
        brand_id=thread.brand_id, customer_id=thread.customer_id, thread_id=thread.id, body=body
    )
    message.account_id = account_id
    return message


def _checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise NotSaid("There is nothing written yet.")
    if len(body) > LONGEST:
        raise NotSaid(
            f"That is {len(body)} characters; up to {LONGEST} fit. Nothing was sent, your text is still here."
        )
    return body


def _plain(text: str) -> str:
    """Letters and digits only, so that adding a full stop to a cue card does not make it one's own."""
    return re.sub(r"\W+", "", text).casefold()


def _actor(member: Member) -> Actor:
    return Actor("member", member.account_id)
