"""Who may do what in a brand: one table, asked by one function."""

from typing import Literal

from ugc.models import Branded, Member

Action = Literal[
    "see",  # the staff pages, and photos as the public would get them
    "originals",  # download what a customer sent, with all that is hidden in it
    "moderate",  # approve, decline, return, hold, undo
    "reply",  # write to a customer; without `may_speak` it waits as a draft
    "speak",  # send a message under one's own name, release a colleague's draft
    "reshare",  # plan what goes out on the brand's channels
    "campaigns",  # open, change and close campaigns
    "channels",  # connect social accounts
    "members",  # invite and remove people
    "audit",  # read who did what
    "settle",  # decide where two moderators disagree
    "judge",  # score what stands in a contest
]

_RUNS: tuple[Action, ...] = (
    "see", "originals", "moderate", "settle", "reply", "speak", "reshare", "campaigns", "channels", "audit"
)  # fmt: skip

ROLES: dict[str, frozenset[Action]] = {
    "owner": frozenset((*_RUNS, "members")),
    "manager": frozenset(_RUNS),
    "moderator": frozenset(("see", "originals", "moderate", "reply", "speak")),
    "spokesperson": frozenset(("see", "reply", "speak", "reshare")),
    "judge": frozenset(("see", "judge")),
    "viewer": frozenset(("see",)),
}


class NotAllowed(Exception):
    """The member's role does not reach that far, or the row is another brand's."""


def may(member: Member, action: Action) -> bool:
    """Whether a member may do it in their brand. Nobody speaks for a brand without `may_speak`."""
    allowed = action in ROLES.get(member.role, frozenset())
    return allowed and (action != "speak" or member.may_speak)


def require(member: Member, action: Action, row: Branded) -> None:
    """Raise NotAllowed unless the row is of the member's brand and their role allows the action."""
    if member.brand_id != row.brand_id or not may(member, action):
        raise NotAllowed(f"a {member.role} may not {action} this")
