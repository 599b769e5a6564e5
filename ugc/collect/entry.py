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
    """Who answers for a child or a young sender: the sender under a typed name, somebody at an address."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Depicted:
    """Somebody who can be recognised, as the sender named them."""

    name: str
    email: str


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
    depicted: tuple[Depicted, ...] = ()
    strangers: bool = False  # people are in it whom nobody can ask
    customer: Customer | None = None
