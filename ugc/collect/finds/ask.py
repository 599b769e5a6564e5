"""Asking an author like a person would: in words about this very post, with a link to decide by."""

import re
from datetime import datetime, timedelta

from sqlalchemy import func, select

from ugc.accounts import answerable
from ugc.collect.finds.answers import note
from ugc.collect.finds.nameless import is_nameless, recognised
from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.links import Links
from ugc.models import Brand, Channel, Find, Member, Reply
from ugc.platforms import capabilities
from ugc.platforms.contract import Capabilities

SHORTEST, LONGEST = 20, 280  # characters about the post
ANSWER_WITHIN = timedelta(days=14)
REMEMBERED = timedelta(days=90)  # how long the same words count as the same


class NotAsked(Exception):
    """Nothing was sent; the sentence says why and what to do."""


def ask(
    session: Session,
    find: Find,
    liked: str,
    member: Member,
    links: Links,
    *,
    private: bool = False,
    handle: str = "",
) -> Reply:
    """Ask the author of a find, in public where the network lets us, else as text for a person to send.

    `private`: that person sends it as a direct message. `handle`: whose post they see it is, where the
    network did not say. Raises NotAsked for words that are not one's own.
    """
    if find.state != "found":
        raise NotAsked(f"{find.author_name} is not to be asked about this: it is {find.state}.")
    if handle.strip() and is_nameless(find):
        _recognise(session, find, handle)
    liked = _checked(session, find, liked)
    able, by_us = capabilities(find.channel.network), answerable(find)
    reply = _reply(find, "request", member, liked)
    reply.private = private and not by_us
    reply.body = _words(session, find, liked, member, links.claim(find, private=reply.private))
    _fits(able, reply.body)
    reply.due_at = _moment(session, find.channel, able) if by_us else session.now()
    begin(session, reply, _actor(member), state=None if by_us else "by_hand")
    move(session, find, "asked", _actor(member))
    if by_us and reply.due_at <= session.now():
        session.hint("reply", reply.id)
    return reply


def pass_over(session: Session, find: Find, member: Member) -> None:
    """Not for us; nobody is asked."""
    move(session, find, "passed", _actor(member))


def mark_sent(session: Session, reply: Reply, member: Member) -> None:
    """A person has sent it. Raises NotAsked."""
    if reply.state != "by_hand":
        raise NotAsked(f"This is not waiting to be sent by hand: it is {reply.state}.")
    reply.sent_at = session.now()
    move(session, reply, "sent", _actor(member))


def note_answer(session: Session, find: Find, words: str, member: Member) -> None:
    """A person has read the author's answer where we cannot, and copies it in. Raises NotAsked."""
    if find.state not in ("asked", "answered", "lapsed"):
        raise NotAsked(f"Nobody has been asked about this: it is {find.state}.")
    if not words.strip():
        raise NotAsked("Copy in what they answered, word for word.")
    note(session, load(find.campaign.revision), find, words.strip(), None)
    if find.state != "answered":
        move(session, find, "answered", _actor(member), "noted by a person")


def lapse(session: Session) -> None:
    """End what nobody answered in time. A late answer still counts."""
    late = session.now() - ANSWER_WITHIN
    asked = select(Reply.find_id).where(Reply.kind == "request", Reply.sent_at < late)
    for find in session.scalars(select(Find).where(Find.state == "asked", Find.id.in_(asked)).limit(200)):
        move(session, find, "lapsed", ENGINE)


def _recognise(session: Session, find: Find, handle: str) -> None:
    try:
        welcome = recognised(session, find, handle)
    except ValueError:
        raise NotAsked("That is no name of an account: type it as it stands there, as in @ana.") from None
    if not welcome:
        raise NotAsked(f"{handle.strip()} has said no to us before. Put this find aside.")


def _checked(session: Session, find: Find, liked: str) -> str:
    liked = " ".join(liked.split())
    if len(liked) < SHORTEST:
        raise NotAsked(f"Say in a sentence what you liked about {find.author_name}’s post; they will notice.")
    if len(liked) > LONGEST:
        raise NotAsked(f"That is {len(liked)} characters; up to {LONGEST} fit beside the rest.")
    cards = load(find.campaign.revision).conversation.cue_cards
    if _plain(liked) in {_plain(card) for card in cards}:
        raise NotAsked("That is the cue card as it stands. Say something only this person can get.")
    since = session.now() - REMEMBERED
    told = select(Reply.liked).where(Reply.brand_id == find.brand_id, Reply.created_at > since)
    if _plain(liked) in {_plain(words) for words in session.scalars(told.where(Reply.find_id != find.id))}:
        raise NotAsked("Somebody else got these very words already. Who is asked like everybody says no.")
    return liked


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _words(session: Session, find: Find, liked: str, member: Member, link: str) -> str:
    brand = session.get_one(Brand, find.brand_id)
    return (
        f"{find.author_handle or 'Hello!'} {liked}\n\nI’m {member.account.name} from {brand.name}. "
        f"May we show your post, with your name to it? You decide what for, or say no: {link}"
    )


def _fits(able: Capabilities, body: str) -> None:
    if able.max_caption is not None and able.length(body) > able.max_caption:
        over = able.length(body) - able.max_caption
        raise NotAsked(f"With everything around it this is {over} characters too long for the network.")


def _moment(session: Session, channel: Channel, able: Capabilities) -> datetime:
    """After all others that wait on this channel, with the network's gap between two."""
    session.get_one(Channel, channel.id, with_for_update=True)
    last = session.scalar(
        select(func.max(Reply.due_at))
        .join(Find, Find.id == Reply.find_id)
        .where(Find.channel_id == channel.id, Reply.kind == "request", Reply.state != "cancelled")
    )
    return max(session.now(), last + able.reply_gap) if last else session.now()


def _reply(find: Find, kind: str, member: Member | None, liked: str) -> Reply:
    reply = Reply(brand_id=find.brand_id, customer_id=find.customer_id, find_id=find.id, kind=kind)
    reply.account_id, reply.liked = member.account_id if member else None, liked
    return reply


def _actor(member: Member) -> Actor:
    return Actor("member", member.account_id)
