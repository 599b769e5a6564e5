"""The demo's script, read from content/*.toml: who wrote, when, and what came of it.

`when` is `37d 18:12` (so many days ago, local time) or `26h ago`; a step comes `after` the one before it, or
`when`. What people at the desk do is done by the script's `desk` unless the step says `by` whom.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from unicodedata import normalize
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from ugc.collect.entry import ShowsChild
from ugc.definitions.brand import BrandFile
from ugc.definitions.times import Duration
from ugc.definitions.values import Part, Purpose

CONTENT = Path(__file__).parent / "content"
PEOPLE = "people"
HOST = "@post.example"  # below a name that never exists (RFC 2606)
WHEN = re.compile(
    r"(?P<days>\d+)d (?P<hour>\d\d):(?P<minute>\d\d)|(?P<hours>\d+)h ago|(?P<minutes>\d+)m ago", re.ASCII
)


@dataclass(frozen=True)
class When:
    """A moment before now: so long ago, or at a time of day so many days ago."""

    ago: timedelta
    at: time | None = None

    def before(self, now: datetime, zone: str) -> datetime:
        """The moment in UTC, as the script is played at `now` in a campaign of that zone."""
        if self.at is None:
            return now - self.ago
        there = ZoneInfo(zone)
        day = now.astimezone(there).date() - self.ago
        return datetime.combine(day, self.at, there).astimezone(UTC)


def _when(value: Any) -> When:
    found = WHEN.fullmatch(value)
    if found is None:
        raise ValueError(f"{value!r} is neither like “37d 18:12” nor like “26h ago”")
    part = {name: int(number) for name, number in found.groupdict().items() if number}
    at = time(part["hour"], part["minute"]) if "hour" in part else None
    return When(timedelta(**{unit: part.get(unit, 0) for unit in ("days", "hours", "minutes")}), at)


Moment = Annotated[When, BeforeValidator(_when)]
Pictures = tuple[tuple[str, str], ...]  # name in photos.PHOTOS, what the customer says it shows


class Step(Part):
    """What happens next to a submission. Only some keys mean something to each verb; see actions.py."""

    do: Literal[
        "approve", "decline", "return", "hold",
        "say", "release", "write back", "close",
        "mend", "take back", "take back use",
        "plan",
        "answer",
    ]  # fmt: skip
    after: Duration = timedelta(0)
    when: Moment | None = None
    by: str = ""
    text: str = ""
    reason: str = ""  # a code of the definition
    agrees: tuple[str, ...] = ()  # what `who` of the others says yes to: a guardian, or somebody by name
    who: str = ""
    public: bool = False  # this answer stands beside its question
    photos: Pictures = ()
    purpose: Purpose = "gallery"
    channel: str = ""
    draft: bool = False
    fails: str = ""  # what the network said when the moment came
    posted: Duration | None = None  # by hand, so long after its moment


class Sent(Part):
    """One submission. `broken` files end half-way; `undeveloped` ones are still to be looked at."""

    when: Moment
    name: str
    credit: str
    agrees: tuple[Purpose, ...]
    story: str
    answers: dict[str, Any]
    kind: Literal["photo", "story", "question"] | None = None
    language: str = "en"
    photos: Pictures = ()
    broken: bool = False
    undeveloped: bool = False
    child: ShowsChild = "no"
    guardian: str = ""
    people: dict[str, str] = Field(default_factory=dict)  # who else is in it, with their addresses
    strangers: bool = False
    then: tuple[Step, ...] = ()

    @property
    def mail(self) -> str:
        """Their address."""
        return ".".join(re.findall("[a-z]+", _plain(self.name))) + HOST

    def moments(self, now: datetime, zone: str) -> Iterator[tuple[datetime, Step]]:
        """Each step and when it is taken."""
        at = self.when.before(now, zone)
        for step in self.then:
            at = step.when.before(now, zone) if step.when else at + step.after
            yield at, step


class Seen(Part):
    """A post that is found through a channel; `number` is its id there. Without a name nobody knows whose.

    Its author is `asked` a few hours later, and may have `answered` by the evening.
    """

    when: Moment
    number: str
    address: str
    text: str
    photos: Pictures
    name: str = ""
    handle: str = ""  # without the first @
    channel: str = "mastodon"
    language: str = "en"
    asked: str = ""
    answered: str = ""


class Desk(Part):
    """Who decides, speaks and plans where a step does not say."""

    decides: str
    speaks: str
    plans: str


class Account(Part):
    """A channel of the brand, on a network of invented servers; nothing is posted to one that `listens`."""

    network: Literal["mastodon", "bluesky", "instagram-graph", "manual"]
    url: str
    account: str = ""
    listens: bool = False


class Script(Part):
    """What happens in one campaign."""

    desk: Desk
    channels: dict[str, Account]
    sent: tuple[Sent, ...]
    seen: tuple[Seen, ...] = ()

    @property
    def photos(self) -> int:
        """How many there are: what takes longest."""
        return sum(len(sent.photos) for sent in self.sent) + sum(len(seen.photos) for seen in self.seen)


class Person(Part):
    """Somebody at a desk; `signs_in` is what `make run` says about them."""

    key: str
    name: str
    mail: str
    brands: dict[str, str]  # role by brand
    may_speak: bool = False
    signs_in: str = ""


class Cast(Part):
    """Everybody who works here, and the outsider's brand."""

    people: tuple[Person, ...]
    brand: BrandFile


def scripts() -> dict[str, Script]:
    """Every campaign's script, by campaign."""
    files = sorted(path for path in CONTENT.glob("*.toml") if path.stem != PEOPLE)
    return {path.stem: Script.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in files}


def cast() -> Cast:
    """The people."""
    return Cast.model_validate(tomllib.loads((CONTENT / f"{PEOPLE}.toml").read_text("utf-8")))


def _plain(name: str) -> str:
    return normalize("NFD", name).encode("ascii", "ignore").decode().lower()
