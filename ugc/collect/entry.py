"""What a customer sent with one form: plain values, checked by whoever read the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ugc.models import Customer, Terms

ShowsChild = Literal["no", "guardian", "other"]
"""Whether a child is to be seen, and if so, whether the sender is the guardian or somebody else is."""


@dataclass(frozen=True)
class Agreement:
    """The answer at one consent box: for which use, the words that stood beside it, whether it was ticked."""

    purpose: str
    statement: str
    given: bool
    network: str = ""


@dataclass(frozen=True)
class Guardian:
    """Who answers for the child: the sender under a typed name, or somebody else at an address."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Entry:
    """One filled-in form. `customer` is known when they came from their own page; `alts` go by upload id."""

    kind: str
    name: str
    email: str
    language: str
    credit: str
    terms: Terms
    agreements: tuple[Agreement, ...]
    story: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    alts: Mapping[str, str] = field(default_factory=dict)
    shows_child: ShowsChild = "no"
    guardian: Guardian = Guardian()
    customer: Customer | None = None
