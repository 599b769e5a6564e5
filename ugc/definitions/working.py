"""The side of a definition that staff work with: deciding, showing, resharing, answering, awarding, goals."""

from datetime import timedelta
from typing import Any, Literal

from pydantic import Field

from ugc.definitions.times import Duration, WeeklySlot
from ugc.definitions.values import (
    Addressee,
    Bool,
    Caption,
    Hashtag,
    Int,
    Line,
    Mail,
    Name,
    Part,
    Percent,
    Slug,
    Text,
)
from ugc.models.decision import Ask

HintName = Literal[
    "duplicate", "small", "blur", "dark", "screenshot", "faces", "nudity", "violence",  # about a photo
    "contact", "words", "language", "copied", "name",  # about what was written
]  # fmt: skip
Order = Literal["newest", "oldest"]


ReportReason = Literal["child", "intimate", "privacy", "rights", "hateful", "illegal", "other"]


class Reason(Part):
    """A reason for declining or returning a submission."""

    code: Name = Field(description="What the decision is filed under.", examples=["blurred"])
    label: Line = Field(description="What moderators choose.", examples=["Too blurred to show"])
    says: Text = Field(
        description="The sentence the customer reads.",
        examples=["The photo came out too blurred to show well. Have you another from that day?"],
    )
    asks: tuple[Ask, ...] = Field(
        default=(),
        description="What a return for this reason asks the customer to mend: `photo` (another one instead), "
        "`hide` (crop or blur a part), `alt` (describe the photo), `words`, `consent` (a permission, or who "
        "else is in the photo). Moderators can change it each time.",
        examples=[["photo"]],
    )


class HintRule(Part):
    """What happens to a submission when hints were found about it. A rule never decides.

    It is on trial until somebody at the desk has seen what it would have done and switches it on.
    """

    name: Name = Field(description="What the rule is filed under.", examples=["bare_skin"])
    label: Line = Field(description="What moderators read at the submission.", examples=["Bare skin"])
    when: tuple[HintName, ...] = Field(
        description="Hints, all of which have to be found.", examples=[["nudity"]], min_length=1
    )
    sure: Percent = Field(default=0, description="How sure each of them has to be.", examples=["80%"])
    then: Literal["tag", "route", "hold"] = Field(
        description="`tag`: show the label. `route`: only who is named is served it. "
        "`hold`: it waits for a manager.",
        examples=["hold"],
    )
    to: Addressee | None = Field(
        default=None,
        description="For `route`: a role (`manager` is the managers’ list), or a member’s mail address.",
        examples=["manager"],
    )


class Moderation(Part):
    """How submissions are looked at."""

    checklist: tuple[Line, ...] = Field(
        default=(), description="What to look for before approving.", examples=[["No school badge in sight"]]
    )
    reasons: tuple[Reason, ...] = Field(
        description="Reasons a moderator can give.",
        examples=[[{"code": "blurred", "label": "Too blurred", "says": "Have you a sharper one?"}]],
        min_length=1,
    )
    grace: Duration = Field(
        default=timedelta(seconds=30),
        description="How long a decision can be undone.",
        le=timedelta(hours=1),
        examples=["30s"],
    )
    reviewers: Int = Field(
        default=1, description="How many people have to approve.", ge=1, le=5, examples=[2]
    )
    hold_reported: tuple[ReportReason, ...] = Field(
        default=("child", "intimate"),
        description="Reasons for which a report takes an item out of sight until a person has looked; "
        "three from one network.",
        examples=[["child", "intimate", "privacy"]],
    )
    hints: dict[HintName, Bool] = Field(
        default_factory=dict,
        description="Automatic findings switched on or off; a hint never decides.",
        examples=[{"blur": False}],
    )
    rules: tuple[HintRule, ...] = Field(
        default=(),
        description="What hints lead to; each on trial until it is switched on at the desk.",
        max_length=20,
        examples=[[{"name": "bare_skin", "label": "Bare skin", "when": ["nudity"], "then": "hold"}]],
    )


class Gallery(Part):
    """How approved submissions are shown."""

    order: Order = Field(default="newest", description="What comes first.", examples=["newest"])
    layout: Literal["masonry", "grid", "list"] = Field(
        default="masonry", description="How they are laid out; `list` suits questions.", examples=["masonry"]
    )
    votes: Bool = Field(default=False, description="Whether visitors can vote.", examples=[True])
    indexable: Bool = Field(default=False, description="Whether search engines may list it.", examples=[True])


class Mix(Part):
    """The brand's own target for what goes out, in percent; together 100."""

    conversation: Int = Field(description="Answers and questions.", ge=0, le=100, examples=[40])
    customers: Int = Field(description="Customers' submissions.", ge=0, le=100, examples=[40])
    promotion: Int = Field(description="Plain promotion.", ge=0, le=100, examples=[20])


class Reshare(Part):
    """How submissions travel to the brand's own accounts."""

    channels: tuple[Slug, ...] = Field(
        description="The brand's channels, by name.", examples=[["mastodon"]], min_length=1
    )
    slots: tuple[WeeklySlot, ...] = Field(
        description="Weekly moments for posting, local time.", examples=[["Tue 18:00"]], min_length=1
    )
    caption: Caption = Field(
        default="{story}\n\n📷 {credit} {hashtags}",
        description="Template. `{credit}` is obligatory; `{story}`, `{prompt_reply}`, `{hashtags}`, "
        "`{title}` and `{link}` may stand with it.",
        examples=["{prompt_reply} 📷 {credit} {hashtags}"],
    )
    hashtags: tuple[Hashtag, ...] = Field(
        default=(), description="Hashtags without #.", examples=[["littlewearerscontest"]], max_length=10
    )
    mix: Mix | None = Field(
        default=None,
        description="Target for what goes out.",
        examples=[{"conversation": 40, "customers": 40, "promotion": 20}],
    )


class Conversation(Part):
    """How people are answered."""

    reply_within: Duration = Field(
        default=timedelta(hours=24), description="The promised time to a first reply.", examples=["24h"]
    )
    host: Mail | None = Field(
        default=None,
        description="The one member who answers, by mail address.",
        examples=["ceo@fennick.example"],
    )
    cue_cards: tuple[Line, ...] = Field(
        default=(),
        description="Beginnings for a reply; one left unedited cannot be sent.",
        examples=[["What did they say when … ?"]],
        max_length=12,
    )


def _kept(days: int, description: str, example: str) -> Any:
    return Field(
        default=timedelta(days=days), description=description, ge=timedelta(days=1), examples=[example]
    )


class Retention(Part):
    """How long what is shown no more is kept, then erased. Whoever sent it is told two weeks before."""

    unselected: Duration = _kept(365, "Entries never shown, after the campaign closed.", "365d")
    declined: Duration = _kept(183, "Declined entries, after the decision.", "183d")
    withdrawn: Duration = _kept(30, "What was taken back, after that.", "30d")
    expired: Duration = _kept(30, "Approved entries whose every agreed use is over, after that.", "30d")
    finds: Duration = _kept(30, "What was seen on a network and whose author gave no yes.", "30d")
    logs: Duration = _kept(730, "The words of reasons in the log, and whom letters went to.", "730d")


class Prize(Part):
    """A prize of a contest."""

    title: Line = Field(description="What it is.", examples=["A winter coat of your choice"])
    count: Int = Field(default=1, description="How many there are.", ge=1, examples=[3])


class Contest(Part):
    """What can be won, and how winners are found: by votes, by judges, by draw, or in combination."""

    rules: Text = Field(description="The rules, Markdown.", examples=["One entry a family. Free to enter."])
    prizes: tuple[Prize, ...] = Field(
        description="What can be won.", examples=[[{"title": "A winter coat of your choice"}]], min_length=1
    )
    votes: Bool = Field(default=False, description="Whether visitors' votes count.", examples=[True])
    rounds: Int = Field(default=0, description="Rounds of judging.", ge=0, le=5, examples=[2])
    draw: Bool = Field(default=False, description="Whether winners are drawn.", examples=[True])


class Goals(Part):
    """What the campaign is for, in numbers; its report holds them against what happened."""

    submissions: Int | None = Field(default=None, description="Submissions received.", ge=1, examples=[300])
    answered: Percent | None = Field(
        default=None, description="Share of people answered by a person.", examples=["100%"]
    )
    median_first_reply: Duration | None = Field(
        default=None, description="Median time to the first reply.", examples=["4h"]
    )
    published: Percent | None = Field(
        default=None, description="Share of submissions published.", examples=["60%"]
    )
    reshares: Int | None = Field(default=None, description="Reshares sent.", ge=1, examples=[24])
    replies: Int | None = Field(default=None, description="Replies to reshares.", ge=1, examples=[60])
