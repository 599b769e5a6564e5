"""Statements of reasons, objections and reports: from a click to everybody's letter."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.web.forms import hidden
from tests.web.staff import signed_in, token
from ugc.converse import send as send_mail
from ugc.db import EVERYONE, Database
from ugc.definitions import load
from ugc.lifecycle import ENGINE, move
from ugc.models import Appeal, Decision, Hint, Mail, Member, Report, Review, Submission
from ugc.moderate.appeal import Refused, answer
from ugc.moderate.decide import decide
from ugc.moderate.report import AT_ONCE, open_reports, settle
from ugc.moderate.undo import TooLate, undo
from ugc.platforms.mail import Memory
from ugc.wiring import Services

WHY = "It shows a neighbour’s child."


@pytest.fixture
def public(database: Database, clock: Clock, running: World) -> str:
    with database.write(EVERYONE) as session:
        made = submission(session, running, state="approved").id
    clock.advance(minutes=1)
    return made


def told(database: Database, services: Services) -> dict[str, str]:
    """The words of every letter that is due, by kind; sends them."""
    mailer, found = Memory("hello@example.org"), {}
    with database.read(EVERYONE) as session:
        due = select(Mail).where(Mail.state == "queued").order_by(Mail.created_at)
        waiting = [(mail.id, mail.kind, mail.due_at) for mail in session.scalars(due)]
        now = session.now()
    for mail_id, kind, due_at in waiting:
        if due_at is None or due_at <= now:
            send_mail(database, mailer, services.links, mail_id)
            found[kind] = mailer.letters[-1].text
    return found


def make(database: Database, about: str, outcome: str, by: Member) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, about)
        decide(session, row, outcome, WHY, by, row.state, load(row.campaign.revision))


@pytest.fixture
def declined(database: Database, clock: Clock, running: World) -> str:
    with database.write(EVERYONE) as session:
        made = submission(session, running, state="ready").id
    make(database, made, "decline", running.moderator)
    clock.advance(minutes=1)
    return made


@pytest.fixture
def page(services: Services, running: World) -> str:
    return services.links.my(running.customer).removeprefix(services.links.base)


def state(database: Database, about: str) -> str:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, about).state


@pytest.mark.parametrize("found", [True, False])
def test_a_decision_says_what_why_by_which_rules_and_how_to_object(
    client: FlaskClient,
    database: Database,
    services: Services,
    clock: Clock,
    running: World,
    page: str,
    found: bool,
) -> None:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready")
        hint = Hint(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
        hint.kind, hint.finding, hint.evidence = "words", "found" if found else "clear", {}
        session.add(hint)
    make(database, about.id, "decline", running.moderator)
    clock.advance(minutes=1)
    machine = "Automatic checks had pointed something out" if found else "no automatic check took part"
    letter, mine = told(database, services)["decision"], client.get(page).text
    for words in ("will not be shown", WHY, "/c/little-wearers/rules", machine, "object", "24 May 2027"):
        assert words in letter, words
    for words in ("We are not going to show it", WHY, "/c/little-wearers/rules", machine, "24 May 2027"):
        assert words in mine, words


def test_a_return_is_a_statement_of_reasons_too(
    client: FlaskClient, database: Database, services: Services, clock: Clock, running: World, page: str
) -> None:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready")
    make(database, about.id, "return", running.moderator)
    clock.advance(minutes=1)
    where = (
        told(database, services)["decision"],
        client.get(page).text,
        client.get(f"{page}/{about.id}/mend").text,
    )
    for words in (
        WHY,
        "/c/little-wearers/rules",
        "no automatic check took part",
        "If you see it differently",
    ):
        assert [words in text for text in where] == [True] * 3, words


def test_an_objection_is_answered_by_somebody_else_and_upheld(
    app: Flask,
    client: FlaskClient,
    database: Database,
    services: Services,
    running: World,
    page: str,
    declined: str,
) -> None:
    told(database, services)
    data = {"csrf_token": token(client.get(page).text), "words": "That <is> my own child."}
    assert client.post(f"{page}/{declined}/object", data=data).status_code == 303
    mine = client.get(page).text
    assert "That &lt;is&gt; my own child." in mine
    assert f"{declined}/object" not in mine
    assert client.post(f"{page}/{declined}/object", data=data).status_code == 409  # once
    mo, mia = (signed_in(app, one) for one in (running.moderator, running.second_moderator))
    assert "somebody else has to answer" in mo.get("/staff/reports").text
    desk = mia.get("/staff/reports").text
    address = re.search(r"/staff/appeals/\w+", desk)
    assert address
    answer = {"csrf_token": token(desk), "outcome": "upheld", "words": "You are right, sorry."}
    assert mia.post(address[0], data=answer | {"words": " "}).status_code == 422
    denied = mo.post(address[0], data=answer | {"csrf_token": token(mo.get("/staff/queue").text)})
    assert denied.status_code in (400, 422)
    assert state(database, declined) == "declined"
    assert mia.post(address[0], data=answer).status_code == 303
    assert state(database, declined) == "ready"
    queues = [one.get("/staff/queue").text for one in (mo, mia)]
    assert [f"/staff/queue/{declined}" in queue for queue in queues] == [
        False,
        True,
    ]  # hers to decide, not his
    letter = told(database, services)["appeal"]
    assert "Mia has looked at" in letter
    assert "You are right, sorry." in letter


def test_whoever_decided_with_others_does_not_answer_either(
    app: Flask, client: FlaskClient, database: Database, running: World, page: str, declined: str
) -> None:
    mo, mia = running.moderator, running.second_moderator
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, declined)
        said = Review(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, seen=1)
        said.account_id, said.outcome, said.reason = mia.account_id, "decline", WHY
        session.add(said)
    data = {"csrf_token": token(client.get(page).text), "words": "Please!"}
    client.post(f"{page}/{declined}/object", data=data)
    for one in (mo, mia):
        desk = signed_in(app, one).get("/staff/reports").text
        assert "somebody else has to answer" in desk and "/staff/appeals/" not in desk
    with database.write(EVERYONE) as session, pytest.raises(Refused):
        answer(session, session.scalars(select(Appeal)).one(), "dismissed", "It stays.", mia)


def test_a_dismissed_objection_is_answered_in_words(
    app: Flask,
    client: FlaskClient,
    database: Database,
    services: Services,
    running: World,
    page: str,
    declined: str,
) -> None:
    data = {"csrf_token": token(client.get(page).text), "words": "Please!"}
    client.post(f"{page}/{declined}/object", data=data)
    mia = signed_in(app, running.second_moderator)
    desk = mia.get("/staff/reports").text
    address = re.search(r"/staff/appeals/\w+", desk)
    assert address
    mia.post(
        address[0], data={"csrf_token": token(desk), "outcome": "dismissed", "words": "It stays as it is."}
    )
    assert state(database, declined) == "declined"
    assert "<b>Mia</b>: It stays as it is." in client.get(page).text


def test_after_six_months_it_is_too_late(client: FlaskClient, clock: Clock, page: str, declined: str) -> None:
    form = {"csrf_token": token(client.get(page).text), "words": "Please!"}
    clock.advance(days=184)
    assert f"{declined}/object" not in client.get(page).text
    assert client.post(f"{page}/{declined}/object", data=form).status_code == 409


def report(client: FlaskClient, about: str, **typed: str) -> str:
    asked = client.get(f"/s/{about}/report").text
    answer = client.post(f"/s/{about}/report", data={**hidden(asked), "reason": "other", **typed})
    assert answer.status_code == 200, answer.status
    return answer.text


def test_two_taps_report_something_and_it_stays_up(
    client: FlaskClient, database: Database, public: str
) -> None:
    assert f"/s/{public}/report" in client.get(f"/s/{public}").text
    assert "A person looks at it." in report(client, public)
    assert state(database, public) == "approved"
    with database.read(EVERYONE) as session:
        row = session.scalars(select(Report)).one()
    assert (row.reason, row.url.endswith(f"/s/{public}")) == ("other", True)


def test_a_severe_report_takes_it_out_of_sight_at_once_and_its_author_is_told(
    client: FlaskClient, database: Database, services: Services, public: str
) -> None:
    said = report(client, public, reason="child", email="nina@example.net", name="Nina")
    assert "out of sight already" in said
    assert client.get(f"/s/{public}").status_code == 404
    letters = told(database, services)
    assert "Nobody has judged it yet" in letters["held"]
    assert f"/s/{public}" in letters["reported"]


@pytest.mark.parametrize(("outcome", "becomes"), [("upheld", "declined"), ("dismissed", "approved")])
def test_a_person_decides_and_both_sides_are_told(
    app: Flask,
    client: FlaskClient,
    database: Database,
    services: Services,
    running: World,
    public: str,
    outcome: str,
    becomes: str,
) -> None:
    report(client, public, reason="child", email="nina@example.net")
    told(database, services)
    mo = signed_in(app, running.moderator)
    desk = mo.get("/staff/reports").text
    address = re.search(r"/staff/reports/\w+", desk)
    assert address
    answer = {"csrf_token": token(desk), "outcome": outcome, "words": WHY}
    assert mo.post(address[0], data=answer | {"words": ""}).status_code == 422
    assert mo.post(address[0], data=answer | {"outcome": "erase"}).status_code == 422
    assert mo.post(address[0], data=answer).status_code == 303
    assert mo.post(address[0], data=answer).status_code == 422  # once
    assert state(database, public) == becomes
    letters = told(database, services)  # both at once, so it cannot be undone
    with database.write(EVERYONE) as session, pytest.raises(TooLate):
        undo(session, session.scalars(select(Decision)).one(), running.moderator)
    assert WHY in letters["judged"]
    assert (WHY in letters["decision"]) == (outcome == "upheld")
    report(client, public) if outcome == "dismissed" else None
    assert client.get(f"/s/{public}").status_code == (200 if outcome == "dismissed" else 404)


def dismiss(database: Database, about: str, by: Member) -> None:
    """Leave it up, one notice after the other as the desk lists them."""
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, about)
        for one in open_reports(session, row.campaign.brand):
            settle(session, one, "dismissed", "It may stay.", by, load(row.campaign.revision))


def test_what_was_held_is_back_once_every_report_is_dismissed(
    client: FlaskClient, database: Database, running: World, public: str
) -> None:
    report(client, public)
    report(client, public, reason="child")
    assert state(database, public) == "held"
    dismiss(database, public, running.moderator)
    assert state(database, public) == "approved"


@pytest.mark.parametrize("by", ["person", "engine"])
def test_what_is_held_for_another_reason_is_not_let_go_by_dismissing_a_report(
    client: FlaskClient, database: Database, running: World, services: Services, public: str, by: str
) -> None:
    report(client, public, reason="child", email="nina@example.net", name="Nina")
    make(database, public, "approve", running.moderator)
    if by == "person":
        make(database, public, "hold", running.moderator)
    else:
        with database.write(EVERYONE) as session:
            move(session, session.get_one(Submission, public), "held", ENGINE, "edited where it was found")
    dismiss(database, public, running.second_moderator)
    assert state(database, public) == "held"
    assert "no reason to take it down" in " ".join(told(database, services)["judged"].split())


def test_what_a_person_has_left_up_is_not_held_again_by_itself(
    client: FlaskClient, database: Database, running: World, public: str
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, public)
        old = Report(brand_id=row.brand_id, submission_id=public, reason="child", words="", name="", email="")
        old.url, old.language, old.origin, old.state = "", "en", "x", "dismissed"
        session.add(old)
    report(client, public, reason="child")
    assert state(database, public) == "approved"


def test_a_network_whose_reports_came_to_nothing_holds_nothing(
    client: FlaskClient, database: Database, clock: Clock, running: World, public: str
) -> None:
    with database.write(EVERYONE) as session:
        others = [submission(session, running, state="approved").id for _ in range(2)]
    clock.advance(minutes=1)
    for other in others:
        report(client, other, reason="child")
    with database.write(EVERYONE) as session:
        for row in session.scalars(select(Report)):
            move(session, row, "dismissed", ENGINE)
            row.decided_at = session.now()
    report(client, public, reason="child")
    assert state(database, public) == "approved"


def test_one_visitor_does_not_empty_a_gallery(
    client: FlaskClient, database: Database, clock: Clock, running: World
) -> None:
    with database.write(EVERYONE) as session:
        shown = [submission(session, running, state="approved").id for _ in range(AT_ONCE + 1)]
    clock.advance(minutes=1)
    for one in shown:
        report(client, one, reason="child")
    assert [state(database, one) for one in shown] == ["held"] * AT_ONCE + ["approved"]


def test_the_same_report_twice_is_one_and_a_flood_is_stopped(
    client: FlaskClient, database: Database, public: str
) -> None:
    for _ in range(10):
        report(client, public)
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Report)).all()) == 1
    form = hidden(client.get(f"/s/{public}/report").text)
    assert client.post(f"/s/{public}/report", data={**form, "reason": "other"}).status_code == 429


def test_two_people_behind_one_network_are_both_answered(
    client: FlaskClient, database: Database, public: str
) -> None:
    """A school or a mobile network has one address; and who tapped first may add theirs afterwards."""
    report(client, public)
    for email in ("nina@example.net", "omar@example.net", "omar@example.net"):
        report(client, public, email=email)
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Report.email).order_by(Report.created_at)).all()
        receipts = session.scalars(select(Mail.to).where(Mail.kind == "reported")).all()
    assert sorted(rows) == ["", "nina@example.net", "omar@example.net"]
    assert sorted(receipts) == ["nina@example.net", "omar@example.net"]


def test_several_reports_of_one_item_are_one_that_came_to_nothing(
    client: FlaskClient, database: Database, clock: Clock, running: World, public: str
) -> None:
    with database.write(EVERYONE) as session:
        other = submission(session, running, state="approved").id
    clock.advance(minutes=1)
    for email in ("nina@example.net", "omar@example.net"):
        report(client, other, email=email)
    dismiss(database, other, running.moderator)
    report(client, public, reason="child")
    assert state(database, public) == "held"


def test_what_is_not_public_cannot_be_reported(
    client: FlaskClient, database: Database, declined: str
) -> None:
    assert client.get(f"/s/{declined}/report").status_code == 404
    with database.read(EVERYONE) as session:
        assert session.scalar(select(Appeal)) is None
