"""From a post that was heard to a find: a submission of its author's that nobody but the brand sees."""

from enum import Enum

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from ugc.collect.finds.nameless import somebody
from ugc.db import Session
from ugc.definitions import Definition
from ugc.lifecycle import ENGINE, begin
from ugc.models import Campaign, Customer, Find, Refusal, Reshare, Search, Submission, new_id
from ugc.models.submission import FOUND
from ugc.platforms import capabilities
from ugc.platforms.listening import Author, Found

NAME, HANDLE = 120, 200  # characters that are kept
ADDRESS = 500  # characters of the longest we can keep; nobody has met a longer one


class Outcome(Enum):
    """What became of a post that was heard."""

    NEW = "new"
    KNOWN = "known"
    OURS = "ours"
    UNWANTED = "unwanted"
    ANSWER = "answer"


def keep(session: Session, search: Search, definition: Definition, post: Found) -> Outcome:
    """Keep a post once, whichever network, tag or campaign heard it first."""
    outcome = judge(session, search, definition, post)
    if outcome is not Outcome.NEW:
        return outcome
    try:
        with session.begin_nested():
            find = _find(session, search, definition, post)
    except IntegrityError:
        if known(session, search, post):
            return Outcome.KNOWN
        raise
    session.hint("find", find.id)
    return Outcome.NEW


def judge(session: Session, search: Search, definition: Definition, post: Found) -> Outcome:
    """Whether a post would be kept: not ours, not there yet, of somebody who never said no, and of use."""
    if post.own or session.scalar(select(Reshare.id).where(Reshare.permalink == post.permalink).limit(1)):
        return Outcome.OURS
    if known(session, search, post):
        return Outcome.KNOWN
    if max(len(post.uri), len(post.permalink)) > ADDRESS:
        return Outcome.UNWANTED
    if not post.public or _erased(session, search, post) or _said_no(session, search, post.author):
        return Outcome.UNWANTED
    return Outcome.NEW if _kind(definition, post) else Outcome.UNWANTED


def known(session: Session, search: Search, post: Found) -> Find | None:
    """The find this post has become already."""
    same = select(Find).where(Find.brand_id == search.brand_id, Find.network == _family(search))
    return session.scalar(same.where(Find.uri == post.uri))


def _erased(session: Session, search: Search, post: Found) -> bool:
    return Refusal.remembers(
        session, search.brand_id, Refusal.post(search.brand_id, _family(search), post.uri)
    )


def _said_no(session: Session, search: Search, author: Author | None) -> bool:
    if author is None:
        return False
    return Refusal.known(session, search.brand_id, _family(search), author.id, author.handle)


def _by(search: Search, author: Author) -> tuple[ColumnElement[bool], ...]:
    return Find.brand_id == search.brand_id, Find.network == _family(search), Find.author_id == author.id


def _family(search: Search) -> str:
    return capabilities(search.channel.network).family


def _kind(definition: Definition, post: Found) -> str | None:
    """As which kind the campaign takes it; None for one it has no use for."""
    if "photo" in definition.accepts and any(medium.kind == "photo" for medium in post.media):
        return "photo"
    words = [kind for kind in definition.accepts if kind != "photo"]
    return words[0] if words and post.caption else None


def _find(session: Session, search: Search, definition: Definition, post: Found) -> Find:
    author = post.author or Author("", "", somebody(_family(search)))
    submission = _submission(session, search, definition, post, author)
    find = Find(brand_id=search.brand_id, customer_id=submission.customer_id, submission_id=submission.id)
    find.campaign_id, find.channel_id, find.network = search.campaign_id, search.channel_id, _family(search)
    find.uri, find.remote_id, find.permalink = post.uri, post.remote_id, post.permalink
    find.author_id, find.author_handle = author.id, author.handle[:HANDLE]
    find.author_name, find.posted_at, find.edited_at = author.name[:NAME], post.posted, post.edited
    find.caption, find.media, find.reachable = post.caption, media(post), post.reachable
    find.looked_at = find.due_at = session.now()
    begin(session, find, ENGINE)
    return find


def media(post: Found) -> list[dict[str, str]]:
    """A post's pictures as a find keeps them."""
    return [{"url": one.url, "name": one.name, "alt": one.alt, "kind": one.kind} for one in post.media]


def _submission(
    session: Session, search: Search, definition: Definition, post: Found, author: Author
) -> Submission:
    campaign = session.get_one(Campaign, search.campaign_id)
    language = post.language if post.language in definition.languages else definition.languages[0]
    customer = _customer(session, search, author, language)
    row = Submission(brand_id=campaign.brand_id, customer_id=customer.id, campaign_id=campaign.id)
    row.revision_id, row.form_key = campaign.revision.id, f"{FOUND}{new_id()}"
    row.kind, row.story, row.answers = _kind(definition, post) or "story", post.caption, {}
    row.credit, row.shows_child, row.language = author.handle[:160], "no", language
    begin(session, row, ENGINE, reason=post.permalink, state="found")
    return row


def _customer(session: Session, search: Search, author: Author, language: str) -> Customer:
    """The same person for all that is found of theirs; who writes to us themselves is another one."""
    theirs = select(Customer).join(Find, Find.customer_id == Customer.id).where(*_by(search, author))
    if author.id and (before := session.scalar(theirs.limit(1))):
        return before
    row = Customer(brand_id=search.brand_id, name=author.name[:NAME], email="", language=language)
    session.add(row)
    session.flush()
    return row
