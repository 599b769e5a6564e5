"""Where people can go: every page, in every state that looks different."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select

from ugc.db import EVERYONE
from ugc.models import Consent, Find, Invite, Photo, Reshare, Submission, Thread
from ugc.wiring import Services

Row = TypeVar("Row", Consent, Find, Invite, Photo, Reshare, Submission, Thread)


class Places:
    """Finds addresses by the state of what they show; each page's row is whichever comes first."""

    def __init__(self, services: Services, brand: str, campaign: str, quiet_brand: str, quiet: str) -> None:
        self.services = services
        self.brand, self.quiet_brand = brand, quiet_brand
        self.c, self.quiet = f"/c/{campaign}", f"/c/{quiet}"

    def my(self, state: str, **facts: str) -> str:
        """The page of somebody whose submission is in this state."""
        return self._path(self.services.links.my, Submission, "customer", state=state, **facts)

    def asked(self, state: str) -> str:
        """The page of a guardian whose answer is in this state."""
        return self._path(self.services.links.asked, Consent, party="guardian", state=state)

    def invited(self) -> str:
        """Where somebody joins a brand."""
        return self._path(self.services.links.invited, Invite, state="open")

    def claim(self, state: str, *, private: bool = False) -> str:
        """The page of the author of a find in this state."""
        return self._path(lambda find: self.services.links.claim(find, private=private), Find, state=state)

    def mine(self, state: str, page: str, **facts: str) -> str:
        """A page about a submission in this state, below its author's own."""
        return f"{self.my(state, **facts)}/{self.id(Submission, state=state, **facts)}/{page}"

    def id(self, model: type[Row], **facts: str) -> str:
        """The id of one such row."""
        return self._path(lambda row: row.id, model, **facts)

    def _path(self, link: Callable[[Any], str], model: type[Row], of: str = "", **facts: str) -> str:
        with self.services.database.read(EVERYONE) as session:
            row = session.scalars(select(model).filter_by(**facts)).first()
            assert row, f"no {model.__name__} with {facts}"
            return link(getattr(row, of) if of else row).removeprefix(self.services.links.base)


SENT = ("received", "ready", "unusable", "returned", "declined", "approved", "held", "withdrawn")
NAMED = "photo"  # the kind of the return that names all there is to mend; the other is a story
RETOUCHED = ("blurred.jpg", "making.jpg")
POSTS = ("draft", "scheduled", "failed", "unknown", "sent", "remove_by_hand")

PAGES: dict[str, Callable[[Places], list[str]]] = {
    "public.home": lambda at: ["/"],
    "public.brand": lambda at: [f"/b/{at.brand}"],
    "public.campaign": lambda at: [at.c, at.quiet],
    "public.rules": lambda at: [f"{at.c}/rules"],
    "public.gallery": lambda at: [f"{at.c}/gallery", f"{at.quiet}/gallery"],
    "public.submission": lambda at: [
        f"/s/{at.id(Submission, kind=kind, state='approved')}" for kind in ("photo", "story", "question")
    ],
    "public.report": lambda at: [f"/s/{at.id(Submission, kind='photo', state='approved')}/report"],
    "submit.form": lambda at: [f"{at.c}/submit", f"{at.quiet}/submit"],
    "submit.sent": lambda at: [f"{at.c}/sent"],
    "portal.my": lambda at: [
        at.my("returned", kind=NAMED),
        at.my("approved", kind="photo"),  # with a post in every state
        *(at.my(state) for state in SENT),
    ],
    "portal.mending": lambda at: [at.mine("returned", "mend", kind=kind) for kind in (NAMED, "story")],
    "portal.again": lambda at: [],  # leads to the form
    "portal.renew": lambda at: ["/my", "/my/no-longer"],
    "portal.asked_again": lambda at: [],  # leads to my page until the terms change
    "portal.leaving": lambda at: [f"{at.my('approved')}/erase"],
    "portal.receipt": lambda at: [at.mine("approved", "receipt")],
    "portal.answer_receipt": lambda at: [f"{at.asked('given')}/receipt"],
    "portal.consent": lambda at: [at.asked("requested"), at.asked("given")],
    "portal.claimed": lambda at: [
        at.claim("asked"),
        at.claim("asked", private=True),
        at.claim("granted", private=True),
        at.claim("refused"),
    ],
    "staff.sign_in": lambda at: ["/staff/sign-in"],
    "staff.forgot": lambda at: ["/staff/forgot"],
    "staff.reset": lambda at: [],  # by the link in a letter
    "staff.second_step": lambda at: [],  # leads to the sign-in until a password was right
    "staff.company_ask": lambda at: [],  # leads to the company
    "staff.company_back": lambda at: [],  # leads on, or to the sign-in with a reason
    "staff.company_link": lambda at: [],
    "staff.account": lambda at: ["/staff/account"],
    "staff.confirm": lambda at: ["/staff/account/confirm"],
    "staff.password": lambda at: ["/staff/account/password"],
    "staff.invited": lambda at: [at.invited()],
    "staff.home": lambda at: ["/staff/"],
    "staff.queue": lambda at: [f"/staff/queue?brand={brand}" for brand in (at.brand, at.quiet_brand)],
    "staff.item": lambda at: [f"/staff/queue/{at.id(Submission, state=state)}" for state in SENT[1:]],
    "staff.fairness_page": lambda at: [f"/staff/fairness?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.rules_page": lambda at: [f"/staff/rules?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.bulk_list": lambda at: [
        f"/staff/queue/list?brand={brand}" for brand in (at.brand, at.quiet_brand)
    ],
    "staff.retouch": lambda at: [
        f"/staff/photos/{at.id(Photo, filename=name)}/retouch" for name in RETOUCHED
    ],
    "staff.threads": lambda at: [f"/staff/inbox?brand={brand}" for brand in (at.brand, at.quiet_brand)],
    "staff.thread": lambda at: [f"/staff/inbox/{at.id(Thread, state=state)}" for state in ("ours", "theirs")],
    "staff.planner": lambda at: [
        f"/staff/planner?brand={at.brand}&view=week",
        f"/staff/planner?brand={at.brand}&view=month",
        f"/staff/planner?brand={at.quiet_brand}",
    ],
    "staff.planner_new": lambda at: [
        f"/staff/planner/new?brand={at.brand}",
        f"/staff/planner/new?submission={at.id(Submission, state='approved')}",
        f"/staff/planner/new?brand={at.quiet_brand}",
    ],
    "staff.planner_reshare": lambda at: [f"/staff/planner/{at.id(Reshare, state=state)}" for state in POSTS],
    "staff.finds": lambda at: [
        *(f"/staff/finds?brand={b}" for b in (at.brand, at.quiet_brand)),
        f"/staff/finds?brand={at.brand}&state=asked",
        f"/staff/finds?brand={at.brand}&state=nameless",
    ],
    "staff.finds_ask": lambda at: [
        f"/staff/finds/ask?brand={at.brand}&find={at.id(Find, state='found')}",
        f"/staff/finds/ask?brand={at.brand}&find={at.id(Find, network='instagram')}",
        f"/staff/finds/ask?brand={at.quiet_brand}",
    ],
    "staff.letters": lambda at: [f"/staff/letters?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.channels_page": lambda at: [f"/staff/channels?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.reports": lambda at: [f"/staff/reports?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.members": lambda at: [f"/staff/members?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.audit_page": lambda at: [f"/staff/audit?brand={b}" for b in (at.brand, at.quiet_brand)],
    "staff.campaigns": lambda at: [f"/staff/campaigns?brand={b}" for b in (at.brand, at.quiet_brand)],
    "broken": lambda at: ["/nowhere", "/broken/413", "/broken/500"],
    "staff.broken": lambda at: ["/staff/nowhere", "/staff/broken/403", "/staff/broken/500"],
}
"""By endpoint, so that a test can tell which page is not here."""
