"""Text stays text: whatever people write, on every page, in every feed, file and letter.

The columns come from the models and the routes from `url_map`, so that a new one is written into and read.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from io import BytesIO, StringIO
from itertools import cycle
from mimetypes import guess_type
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, Page
from sqlalchemy import Select, select

from tests.support.awkward import ESCAPES, broken, texts
from tests.support.fields import fill
from tests.support.hints import hint
from tests.support.people import World, member
from tests.support.served import buffering
from tests.web.everything import one_of_everything
from tests.web.pages.places import PAGES, Places
from tests.web.pages.stage import fill as fill_stage
from tests.web.staff import signed_in
from ugc.converse import send
from ugc.converse.outbox import FACTS
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import (
    Account,
    Appeal,
    Brand,
    Channel,
    Consent,
    Customer,
    Decision,
    Erasure,
    Invite,
    Mail,
    Member,
    Message,
    Report,
    Reshare,
    Review,
    Submission,
    View,
    new_id,
)
from ugc.moderate.decide import marker
from ugc.platforms.letter import Letter, compose
from ugc.platforms.mail import Memory
from ugc.web.forms.parts import clean
from ugc.wiring import Services

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Document = tuple[str, str, str]  # its name, media type and text
PARSED = {"text/html": "text/html", "application/atom+xml": "application/xml"}
READABLE = {*PARSED, "text/plain", "text/csv", "application/json", "application/feed+json"}
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip
SUBMISSION = select(Submission).where(Submission.state == "approved")
CONSENT = select(Consent).where(Consent.party == "guardian")
RESHARE = select(Reshare).where(Reshare.state == "sent")
TAKEDOWN = select(Reshare).where(Reshare.state == "remove_by_hand")
ABOUT: dict[str, Select[Any]] = {
    "receipt": SUBMISSION, "unusable": SUBMISSION, "again": SUBMISSION, "decision": select(Decision),
    "answer": select(Message).where(Message.account_id.is_not(None)), "reshared": RESHARE, "removed": RESHARE,
    "takedown": TAKEDOWN, "guardian": CONSENT, "depicted": CONSENT, "remind": CONSENT, "agreed": CONSENT,
    "invite": select(Invite), "channel": select(Channel), "reset": select(Account),
    "link": select(Customer).join(Submission), "appeal": select(Appeal), "held": select(Report),
    "reported": select(Report), "judged": select(Report), "expiring": select(Erasure),
}  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOWHERE = {
    "erasure.problem", "screening.problem", "find.problem", "photo.problem", "find.author_id",
    "find.remote_id", "find.uri", "reply.remote_id", "reshare.remote_id", "message.remote_uri",
    "reply.permalink", "reply.liked", "revision.author",
    "find.permalink",  # where it is no address
    "flag.rule", "rule_switch.rule",  # what the definition files a rule under
    "upload.filename",  # only the browser that sent it reads it
}  # fmt: skip
"""Columns no document shows yet."""


@pytest.fixture
def owner(database: Database, running: World) -> Member:
    with database.write(EVERYONE) as session:
        made = member(session, running.brand, "Ola", "owner", may_speak=True)
        session.add(
            Member(brand_id=running.other_brand.id, account_id=made.account_id, role="owner", may_speak=True)
        )
        return made


@pytest.fixture
def ids(database: Database, running: World, services: Services, owner: Member) -> dict[str, str]:
    """One of everything and all a page can show."""
    with database.write(EVERYONE) as session:
        fill_stage(session, running, owner, services.store)
        session.scalars(select(Channel)).one().name = "the square"
        _looked_at(session, running)
    found = one_of_everything(database, running, services)
    with database.write(EVERYONE) as session:
        for model in (Appeal, Report):
            for row in session.scalars(select(model)):
                row.account_id, row.answer = running.second_moderator.account_id, "We looked again."
        for row in session.scalars(select(Submission)):
            row.answers = {"piece": "the blue coat"}
        session.scalars(select(View)).one().account_id = owner.account_id
    return found


def _looked_at(session: Session, world: World) -> None:
    """What one moderator said, what was mended before, and what else the machine found."""
    row = session.scalars(select(Submission).where(Submission.state == "ready")).one()
    said = Review(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, outcome="decline")
    said.account_id, said.reason, said.disputes = world.moderator.account_id, "Too dark.", True
    said.seen = int(marker(session, row).rpartition(".")[2])
    session.add(said)
    asked = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    asked.account_id, asked.outcome, asked.reason = world.moderator.account_id, "returned", "Too dark."
    asked.final_at, asked.asks, asked.mended = session.now(), {"words": []}, {"done": [], "why": "It was."}
    session.add(asked)
    document = row.campaign.revision.document
    moderation = document["moderation"] | {"reviewers": 2}
    row.campaign.revision.document = document | {"moderation": moderation}
    going = Erasure(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, cause="asked")
    going.due_at = session.now() + timedelta(days=9)
    begin(session, going, ENGINE)
    hint(session, row, "name", "found", name=row.credit, brand=world.brand.name)


@pytest.fixture
def places(services: Services, running: World, ids: dict[str, str]) -> Places:
    return Places(services, running.brand.slug, running.campaign.slug, running.other_brand.slug, "ask-us")


@pytest.fixture
def reading(app: Flask, services: Services, places: Places, ids: dict[str, str], owner: Member) -> "Reading":
    return Reading(app, services, signed_in(app, owner), places, ids)


@pytest.fixture
def parser(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@dataclass
class Reading:
    """Reads all there is to read, as an owner."""

    app: Flask
    services: Services
    client: FlaskClient
    places: Places
    ids: dict[str, str]

    def documents(self) -> Iterator[Document]:
        """Every page in every state, every file with text in it, every letter."""
        for address in self.addresses:
            with self.client.get(address) as answer:
                assert answer.status_code < 500, address
                yield from _parts(address, answer.mimetype, answer.get_data())
        for letter in self._letters():
            message = message_from_bytes(compose(letter, "hello@ugc.example").as_bytes(), policy=SMTP)
            assert set(message.keys()) <= HEADERS, letter.key
            for part in message.iter_parts():
                yield letter.key, part.get_content_type(), part.get_content()

    def __post_init__(self) -> None:
        """Pages are found by what their rows say, so before anything else is written there."""
        self.addresses = list(self._addresses())

    def _addresses(self) -> Iterator[str]:
        for paths in PAGES.values():
            yield from paths(self.places)
        yield f"{self.places.asked('given')}/receipt.json"
        values = {name: [value] for name, value in self.ids.items()}
        for rule in self.app.url_map.iter_rules():
            files = "GET" in (rule.methods or ()) and rule.endpoint not in PAGES
            if files and rule.arguments <= values.keys():
                built = rule.build({name: self.ids[name] for name in rule.arguments})
                assert built
                yield f"{built[1]}?brand={self.places.brand}"

    def _letters(self) -> list[Letter]:
        """One of each kind, each about a row that can have one."""
        mailer = Memory("hello@ugc.example")
        with self.services.database.write(EVERYONE) as session:
            queued = [self._queue(session, kind) for kind in FACTS]
        for mail_id in queued:
            send(self.services.database, mailer, self.services.links, mail_id)
        assert {letter.key.partition(":")[0] for letter in mailer.letters} == FACTS.keys()
        return mailer.letters

    def _queue(self, session: Session, kind: str) -> str:
        about = session.scalars(ABOUT[kind]).first()
        assert about, f"nothing to write a {kind} about"
        brand_id = session.scalars(select(Brand.id).where(Brand.slug == self.places.brand)).one()
        row = Mail(brand_id=brand_id, kind=kind, about_id=about.id, key=f"{kind}:{new_id()}")
        row.to, row.customer_id = "carla@example.net", getattr(about, "customer_id", None)
        if isinstance(about, Customer):
            row.customer_id = about.id
        elif isinstance(about, Report):
            row.customer_id = about.submission.customer_id
        begin(session, row, ENGINE)
        return row.id


def _parts(name: str, kind: str, data: bytes) -> Iterator[Document]:
    """A document, or those in an archive."""
    if kind == "application/zip":
        with ZipFile(BytesIO(data)) as archive:
            for inside in archive.namelist():
                yield from _parts(f"{name} {inside}", guess_type(inside)[0] or "", archive.read(inside))
    elif kind in READABLE:
        yield name, kind, data.decode()


def wrong(parser: Page, documents: Sequence[Document]) -> list[str]:
    """Where what somebody wrote is anything but text."""
    found = []
    for name, kind, text in documents:
        if kind.endswith("json"):
            json.loads(text)
        elif kind == "text/csv":
            cells = [cell for line in csv.reader(StringIO(text)) for cell in line]
            found += [f"{name}: {cell}" for cell in cells if cell.startswith(FORMULA)]
    marked = [(name, PARSED[kind], text) for name, kind, text in documents if kind in PARSED]
    return found + broken(parser, marked)


@ONE
def test_every_column_people_fill_is_read_somewhere(database: Database, reading: Reading) -> None:
    """Otherwise what stands below would hold of nothing."""
    with database.write(EVERYONE) as session:
        filled = fill(session, lambda name: f"in-{name}-")
    said = " ".join(text for _, _, text in reading.documents())
    assert {name for name in filled if f"in-{name}-" not in said} <= NOWHERE


@ONE
@settings(
    max_examples=2, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(awkward=texts(43))
def test_text_stays_text(database: Database, reading: Reading, parser: Page, awkward: list[str]) -> None:
    each = cycle(clean(text) or "…" for text in awkward)
    with database.write(EVERYONE) as session:
        fill(session, lambda name: next(each))
    assert wrong(parser, list(reading.documents())) == []


@ONE
def test_no_link_leads_to_a_script(database: Database, reading: Reading, parser: Page) -> None:
    """Addresses come from other servers; escaping says nothing about them."""
    with database.write(EVERYONE) as session:
        fill(session, lambda name: "javascript:window.canary=1//")
    assert wrong(parser, list(reading.documents())) == []


def test_a_nul_is_refused_in_addresses_and_dropped_from_forms(lenient: Flask, running: World) -> None:
    """PostgreSQL keeps none, so it would be a mistake of ours instead of theirs."""
    client = lenient.test_client()
    for address in ("/staff/sign-in?next=%00", "/c/%00", "/c/little-wearers/gallery?after=%00"):
        assert client.get(address).status_code == 400
    answers = [
        client.post("/staff/forgot", data={"email": typed}) for typed in ("r\0@a.example", "r@a.example")
    ]
    assert answers[0].status_code == answers[1].status_code < 400


@ONE
def test_nothing_runs_even_without_the_policy(
    app: Flask, database: Database, reading: Reading, browser: Browser
) -> None:
    """In a browser that ignores our Content-Security-Policy, with our own scripts at work on the pages."""
    ways = cycle(ESCAPES)
    with database.write(EVERYONE) as session:
        fill(session, lambda name: next(ways))
    at, cookie = reading.places, reading.client.get_cookie("ugc")
    assert cookie
    pages = (
        "public.gallery",
        "public.submission",
        "portal.my",
        "staff.item",
        "staff.threads",
        "staff.planner",
    )
    with buffering(app) as base:
        context = browser.new_context(base_url=base, bypass_csp=True)
        context.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
        page = context.new_page()
        for path in (PAGES[endpoint](at)[0] for endpoint in pages):
            page.goto(path)
            assert page.evaluate("window.canary") is None, path
        context.close()
