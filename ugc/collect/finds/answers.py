"""What authors answer on the network goes into the conversation; a yes there grants nothing by itself."""

from sqlalchemy import select

from ugc.accounts import answerable
from ugc.collect.intake import open_thread
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.links import Links
from ugc.models import Find, Message, Reply, Search, Thread
from ugc.platforms.listening import Found

HEARD = ("asked", "answered", "lapsed", "granted")


def hear(session: Session, search: Search, definition: Definition, links: Links, post: Found) -> bool:
    """Take in a post that answers one of our replies; whether it was one.

    Only its find's own author answers for it.
    """
    find = _about(session, search, post)
    if find is None or post.author is None:
        return False
    theirs = post.author.id == find.author_id and find.state in HEARD
    if theirs and note(session, definition, find, post.caption, post.uri):
        _answered(session, definition, links, find, post)
    return True


def _about(session: Session, search: Search, post: Found) -> Find | None:
    """The find whose request or thank-you this answers."""
    if post.answers is None:
        return None
    ours = select(Find).join(Reply, Reply.find_id == Find.id).where(Reply.remote_id == post.answers)
    return session.scalar(ours.where(Find.brand_id == search.brand_id, Find.channel_id == search.channel_id))


def note(session: Session, definition: Definition, find: Find, words: str, uri: str | None) -> bool:
    """Put an author's words into the conversation, once for each post; it is our turn then."""
    thread = open_thread(session, definition, find.submission)
    seen = select(Message.id).where(Message.thread_id == thread.id, Message.remote_uri == uri)
    if uri is not None and session.scalar(seen):
        return False
    said = Message(brand_id=find.brand_id, customer_id=find.customer_id, thread_id=thread.id, body=words)
    said.sent_at, said.remote_uri, said.via = session.now(), uri, find.network
    session.add(said)
    find.answered_at = find.answered_at or session.now()
    _our_turn(session, definition, thread)
    return True


def _our_turn(session: Session, definition: Definition, thread: Thread) -> None:
    if thread.state != "ours":
        thread.due_at = session.now() + definition.conversation.reply_within
        thread.turned_at = session.now()
        move(session, thread, "ours", Actor("customer", thread.customer_id))


def _answered(session: Session, definition: Definition, links: Links, find: Find, post: Found) -> None:
    if find.state in ("asked", "lapsed"):
        move(session, find, "answered", Actor("customer", find.customer_id), post.permalink)
    assert definition.collect is not None
    if definition.collect.yes.casefold() in {tag.casefold() for tag in post.tags}:
        _thank(session, links, find)


def _thank(session: Session, links: Links, find: Find) -> None:
    """Once, and it says that it comes by itself."""
    there = select(Reply.id).where(Reply.find_id == find.id, Reply.kind == "thanks")
    if find.state != "answered" or session.scalar(there) or not answerable(find):
        return
    reply = Reply(brand_id=find.brand_id, customer_id=find.customer_id, find_id=find.id, kind="thanks")
    reply.liked, reply.due_at = "", session.now()
    reply.body = (
        f"{find.author_handle} Thank you! Here you choose what we may use it for and how you are named; "
        f"before that, nothing is shown: {links.claim(find)}\n\n(This answer is automatic, the next is not.)"
    )
    begin(session, reply, ENGINE)
    session.hint("reply", reply.id)
