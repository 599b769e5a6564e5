"""The side of a definition that customers meet: dates, invitation, form, consent, what is collected."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import Field

from ugc.definitions.times import Duration, LocalDate, LocalTime
from ugc.definitions.values import (
    Bool,
    Hashtag,
    Int,
    Line,
    MarkdownPath,
    Name,
    Network,
    Part,
    Place,
    Purpose,
    Text,
)


class Dates(Part):
    """When the campaign runs, in local times of its `timezone`."""

    opens: LocalTime = Field(
        description="First moment of submitting.", examples=[datetime.fromisoformat("2026-10-01T09:00")]
    )
    closes: LocalTime | None = Field(
        default=None,
        description="Last moment of submitting; without it the campaign stays open.",
        examples=[datetime.fromisoformat("2027-03-31T18:00")],
    )
    voting: LocalTime | None = Field(
        default=None,
        description="When visitors' voting begins; it ends when judging begins, or else at `announce`.",
        examples=[datetime.fromisoformat("2027-04-01T09:00")],
    )
    judging: LocalTime | None = Field(
        default=None,
        description="When the judges begin.",
        examples=[datetime.fromisoformat("2027-04-10T09:00")],
    )
    announce: LocalTime | None = Field(
        default=None,
        description="When the awards are announced.",
        examples=[datetime.fromisoformat("2027-04-20T12:00")],
    )


class Invite(Part):
    """What makes somebody want to answer."""

    headline: Line = Field(description="One sentence of invitation.", examples=["Show us where they go"])
    prompt: Text = Field(
        description="What we would love to receive.",
        examples=["One photo, and the story of the day in a line or two."],
    )
    example: Text | None = Field(
        default=None,
        description="One answer as a customer might give it.",
        examples=["Mila, 4, off to feed the ducks."],
    )
    cue_cards: tuple[Line, ...] = Field(
        default=(),
        description="Questions that start a story.",
        examples=[["Where were they off to?"]],
        max_length=12,
    )


class Photos(Part):
    """How many photos a submission may have."""

    min: Int = Field(
        default=0, description="Fewest photos; 0 makes them optional.", ge=0, le=10, examples=[1]
    )
    max: Int = Field(default=0, description="Most photos; 0 asks for none.", ge=0, le=10, examples=[6])


class Story(Part):
    """The text of a submission."""

    required: Bool = Field(default=False, description="Whether there has to be a text.", examples=[True])
    max: Int = Field(
        default=2000, description="Longest text, in characters.", ge=1, le=10_000, examples=[1200]
    )


class FormField(Part):
    """A question of the campaign's own. Answers are seen by staff only."""

    name: Name = Field(description="What the answer is filed under.", examples=["size"])
    label: Line = Field(description="The question.", examples=["Which size is it?"])
    type: Literal["text", "paragraph", "number", "date", "choice", "checkbox"] = Field(
        default="text", description="How it is answered.", examples=["choice"]
    )
    required: Bool = Field(default=False, description="Whether it must be answered.", examples=[True])
    help: Line | None = Field(
        default=None,
        description="A sentence below the question.",
        examples=["It stands on the label in the neck."],
    )
    choices: tuple[Line, ...] = Field(
        default=(),
        description="The answers to choose from; for `choice` only.",
        examples=[["2–3 years", "4–5 years"]],
    )


class Form(Part):
    """What the form asks beside the customer's name, mail and credit."""

    photos: Photos = Field(default=Photos(), description="How many photos.", examples=[{"min": 1, "max": 6}])
    story: Story = Field(default=Story(), description="The text.", examples=[{"max": 1200}])
    fields: tuple[FormField, ...] = Field(
        default=(),
        description="Questions of the campaign's own.",
        examples=[[{"name": "size", "label": "Which size is it?"}]],
        max_length=12,
    )


class Wording(Part):
    """The words at a consent box."""

    label: Line = Field(
        description="The sentence beside the box.", examples=["Show what I send in the public gallery"]
    )
    means: Text = Field(
        description="What agreeing means, and what taking it back does.",
        examples=["Anyone can see it there, with your credit. Take it back and it is gone at once."],
    )


class Consent(Part):
    """What customers are asked to agree to. Every purpose is one unticked box."""

    terms: MarkdownPath = Field(
        description="The terms, Markdown beside this file; further languages as `<name>.<language>.md`.",
        examples=["terms/little-wearers.md"],
    )
    purposes: tuple[Purpose, ...] = Field(
        description="What submissions may be used for.", examples=[["gallery", "reshare"]], min_length=1
    )
    networks: tuple[Place, ...] = Field(
        default=("mastodon", "bluesky", "instagram"),
        description="For `reshare`: the networks the brand posts to; each is a box of its own.",
        examples=[["mastodon", "instagram"]],
        min_length=1,
    )
    depicted: Literal["guardian", "named", "none"] = Field(
        default="named",
        description="Who else agrees: a child's guardian, each person shown by name, or nobody is shown.",
        examples=["guardian"],
    )
    territory: Line = Field(
        description="Where submissions may be used, in words.", examples=["United Kingdom and Spain"]
    )
    until: LocalDate = Field(
        description="The last day of any use; at most five years after the campaign closes.",
        examples=[date(2029, 3, 31)],
    )
    wording: dict[Purpose, Wording] = Field(
        default_factory=dict,
        description="Own words for a purpose; each has a plain wording already.",
        examples=[
            {
                "gallery": {
                    "label": "Show it on the Little Wearers page",
                    "means": "Anyone can see it there, with your credit.",
                }
            }
        ],
    )

    @property
    def uses(self) -> Iterator[tuple[Purpose, Place | None]]:
        """Everything that is asked for by itself: each purpose, resharing once for every network."""
        for purpose in self.purposes:
            for network in self.networks if purpose == "reshare" else (None,):
                yield purpose, network


class Collect(Part):
    """Which hashtags are watched on social networks."""

    tags: tuple[Hashtag, ...] = Field(
        description="Hashtags without #; a contest's say `contest` or `sweepstakes`.",
        examples=[["littlewearerscontest"]],
        min_length=1,
    )
    all: tuple[Hashtag, ...] = Field(
        default=(), description="Hashtags a post must have besides.", examples=[["pipandmoss"]]
    )
    none: tuple[Hashtag, ...] = Field(
        default=(), description="Hashtags no post may have.", examples=[["advertisement"]]
    )
    yes: Hashtag = Field(
        default="yes",
        description="Hashtag noticed in an author's reply: we thank with the link; it grants nothing.",
        examples=["yespip"],
    )
    networks: tuple[Network, ...] = Field(
        description="Where to look.", examples=[["mastodon", "bluesky"]], min_length=1
    )
    every: Duration = Field(
        default=timedelta(minutes=15), description="How often.", ge=timedelta(minutes=1), examples=["15m"]
    )
