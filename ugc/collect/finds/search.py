"""Listening once: pages of posts into finds, each page and its cursor in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ugc import accounts
from ugc.collect.finds.answers import hear
from ugc.collect.finds.keep import Outcome, judge, keep
from ugc.collect.finds.spread import TagsWait, spread
from ugc.collect.finds.told import SOON, TOLD, seen, told
from ugc.collect.finds.trouble import note, well
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.definitions import Definition, load
from ugc.lifecycle import Conflict, claim
from ugc.links import Links
from ugc.meter import NEWS
from ugc.models import Search
from ugc.platforms import Door, Network, PlatformError
from ugc.platforms.listening import Found, Page, Tags
from ugc.vault import Vault

TAGS, MENTIONS = "tags", "mentions"
LEASE = timedelta(minutes=10)  # longer than one page takes, and renewed with each


@dataclass
class Heard:
    """What one round of listening brought, by outcome, and what stopped it, if anything did."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    problem: PlatformError | None = None

    @property
    def new(self) -> int:
        """How many finds there are more."""
        return self.outcomes[Outcome.NEW]


@dataclass(frozen=True)
class _Job:
    """A claimed search, with all that is needed while no transaction is open."""

    search: Search
    definition: Definition
    since: datetime

    @property
    def tags(self) -> Tags:
        collect = self.definition.collect
        assert collect is not None
        return Tags(collect.tags, collect.all, collect.none)

    @property
    def whose(self) -> Whose:
        return Whose.brand(self.search.brand_id)


def listen(
    database: Database,
    vault: Vault,
    door: Door,
    links: Links,
    search_id: str,
    *,
    since: datetime | None = None,
    report: Callable[[Heard], None] = lambda heard: None,
) -> Heard | None:
    """Hear what is new for a search that is due; None when it is not, or somebody else listens.

    May be killed anywhere: what was kept has its cursor with it, and a post that comes again is known.
    `since` listens again from that moment on.
    """
    heard = Heard()
    try:
        job = _take(database, search_id, since)
        if job is None:
            return None
        try:
            for name, page in _pages(database, vault, door, job):
                heard.outcomes.update(_keep(database, links, job, name, page))
                report(heard)
        except PlatformError as problem:
            heard.problem = problem
        _finish(database, job, heard.problem)
    except Conflict:
        return None
    return heard


def peek(
    database: Database, vault: Vault, door: Door, search_id: str, since: datetime | None = None
) -> Iterator[tuple[Found, Outcome]]:
    """What listening would bring now, kept nowhere. Raises PlatformError; the questions are counted."""
    with database.read(EVERYONE) as session:
        job = _job(session.get_one(Search, search_id), since)
    for name, page in _pages(database, vault, door, job):
        with database.read(job.whose) as session:
            search = session.get_one(Search, search_id)
            worth = [post for post in page.posts if name == TAGS or _worth(job, post)]
            judged = [(post, judge(session, search, job.definition, post)) for post in worth]
        yield from judged


def _take(database: Database, search_id: str, since: datetime | None) -> _Job | None:
    with database.write(EVERYONE) as session:
        search = session.get(Search, search_id)
        if search is None or search.state != "waiting" or not load(search.campaign.revision).collect:
            return None
        claim(session, search, LEASE)
        return _job(search, since)


def _job(search: Search, since: datetime | None) -> _Job:
    if since:
        search.cursors = {TOLD: told(search)}
    _ = search.channel
    return _Job(search, load(search.campaign.revision), since or search.campaign.opens_at)


def _pages(database: Database, vault: Vault, door: Door, job: _Job) -> Iterator[tuple[str, Page]]:
    """Page after page of what the channel hears, with the name of the cursor that goes with it."""
    cursors = job.search.cursors
    channel = job.search.channel
    network = accounts.network(database, channel, vault, door, NEWS)
    yield from ((TOLD, page) for page in _looked_at(network, job.search))
    tags, waiting = spread(database, channel, job.tags)
    if network.capabilities.finds_tags and tags.any:
        yield from ((TAGS, page) for page in network.tagged(tags, cursors.get(TAGS), job.since))
    if network.capabilities.finds_mentions:
        yield from ((MENTIONS, page) for page in network.mentions(cursors.get(MENTIONS), job.since))
    if waiting:
        raise waiting


def _looked_at(network: Network, search: Search) -> Iterator[Page]:
    """The posts we were told of, one by one, each with its id as the cursor."""
    for post in told(search):
        try:
            found = network.look(post)
        except PlatformError as problem:
            if not problem.permanent:
                raise
            found = None
        yield Page((found,) if found else (), post)


def _worth(job: _Job, post: Found) -> bool:
    """Not every word to us is a contribution: one has our tag, or brings a picture and answers nobody."""
    return job.tags.fit(post.tags) or bool(post.media and not post.answers)


def _keep(database: Database, links: Links, job: _Job, name: str, page: Page) -> Counter[Outcome]:
    with database.write(job.whose) as session:
        search = _mine(session, job)
        outcomes = Counter(_take_in(session, links, job, search, name, post) for post in page.posts)
        if name == TOLD and page.cursor:
            seen(search, page.cursor)
        elif page.cursor is not None:
            search.cursors = {**search.cursors, name: page.cursor}
        search.lease_until = session.now() + LEASE
    return outcomes


def _take_in(session: Session, links: Links, job: _Job, search: Search, name: str, post: Found) -> Outcome:
    if name == MENTIONS and hear(session, search, job.definition, links, post):
        return Outcome.ANSWER
    if name != TAGS and not _worth(job, post):
        return Outcome.UNWANTED
    return keep(session, search, job.definition, post)


def _finish(database: Database, job: _Job, problem: PlatformError | None) -> None:
    assert job.definition.collect is not None
    with database.write(job.whose) as session:
        search = _mine(session, job)
        search.lease_until = None
        search.due_at = session.now() + (SOON if told(search) else job.definition.collect.every)
        if problem is None or isinstance(problem, TagsWait):
            search.heard_at = session.now()
            well(search)
            search.problem = problem.message if problem else None
        else:
            note(session, search, search.channel, problem)


def _mine(session: Session, job: _Job) -> Search:
    """The row, locked. Raises Conflict when the lease ran out and somebody else took over."""
    search = session.get_one(Search, job.search.id, with_for_update=True)
    if (search.state, search.attempts) != (job.search.state, job.search.attempts):
        raise Conflict("somebody else listens here")
    return search
