"""What a moderator named is what the customer mends; the same moderator gets it and sees what was done."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support import photos
from tests.support.axe import violations
from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.reshares import add_photo
from tests.support.served import buffering
from tests.web.forms import files, send
from tests.web.staff import opened, signed_in, token
from ugc.collect.settle import settle
from ugc.consent.export import pack
from ugc.consent.traces import Traces
from ugc.consent.withdraw import take_back
from ugc.converse import outbox
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, move
from ugc.media.recipes import Area
from ugc.models import Consent, Customer, Decision, Event, Mail, Photo, Rendition, Retouch, Submission, Terms
from ugc.moderate.retouch import retouch
from ugc.platforms.mail import Memory
from ugc.wiring import Services

FACE = {"kind": "blur", "left": "40", "top": "10", "width": "20,5", "height": "30"}
HALF = Area("blur", 0, 0, 0.5, 0.5)
RENDITION = {"key": "r/again.jpg", "format": "jpeg", "width": 640, "height": 480, "size": 1}
Ask = Callable[..., str]


@pytest.fixture
def waiting(database: Database, running: World, services: Services) -> Submission:
    """A submission with two photos that a moderator may look at."""
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready", kind="photo")
        for position in range(2):
            add_photo(session, services.store, row, position)
        session.refresh(row)
        assert row.photos[1].renditions
        return row


@pytest.fixture
def desk(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


@pytest.fixture
def ask(desk: FlaskClient, client: FlaskClient, waiting: Submission, clock: Clock, page: str) -> Ask:
    """Returns it, naming these; once it is told, the page where it is mended."""

    def ask(*boxes: str, reason: str = "", words: str = "Please have another look at it.") -> str:
        answer = decide(desk, waiting.id, asks=list(boxes), reason=reason, words=words)
        assert answer.status_code == 303
        clock.advance(seconds=31)
        return client.get(f"{page}/{waiting.id}/mend").text

    return ask


def decide(desk: FlaskClient, submission_id: str, outcome: str = "return", **more: Any) -> TestResponse:
    found = desk.get(f"/staff/queue/{submission_id}").text
    seen = re.search(r'name="seen" value="([^"]+)"', found)
    assert seen
    fields = {"csrf_token": token(found), "seen": seen[1], "outcome": outcome} | more
    return desk.post(f"/staff/queue/{submission_id}", data=fields)


@pytest.fixture
def mend(client: FlaskClient, page: str, waiting: Submission) -> Callable[..., TestResponse]:
    """Sends the page again as a browser without scripts does, with what was there and these changes."""

    def mend(form: str | None = None, **changes: Any) -> TestResponse:
        path = f"{page}/{waiting.id}/mend"
        form = form or client.get(path).text
        data: dict[str, Any] = {"story": waiting.story}
        for one in waiting.photos:
            data[f"{one.id}-alt"] = one.alt
        return send(client, form, data | changes, path)

    return mend


def decision(database: Database) -> Decision:
    with database.read(EVERYONE) as session:
        return session.scalars(select(Decision).order_by(Decision.created_at.desc())).first() or Decision()


def developed(database: Database, about: Submission) -> None:
    """What the engine does with the photos that were sent or changed."""
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, about.id)
        for photo in row.photos:
            if photo.state == "received":
                move(session, photo, "ready", ENGINE)
        session.flush()
        settle(session, row)


def of(photo: Photo, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{photo.id}-{name}": value for name, value in values.items()}


def step(form: str, ask: str) -> bool:
    """Whether the page has a step for it."""
    return f'id="ask-{ask}"' in form


def test_the_page_asks_for_exactly_what_was_named(ask: Ask, waiting: Submission, page: str) -> None:
    first, second = waiting.photos
    form = ask(f"hide:{second.id}", "words")
    assert [name for name in ("photo", "hide", "alt", "words") if step(form, name)] == ["hide", "words"]
    assert "Crop or blur a part of the photo (photo 2)" in form
    assert f'name="{second.id}-left"' in form and f'name="{first.id}-left"' not in form
    before, rest = form.split("Change something else, too")
    assert 'name="story"' in before and f'name="{first.id}-alt"' in rest
    assert "It goes back to Mo" in form


def test_without_a_script_a_reason_asks_what_it_usually_asks(ask: Ask, database: Database) -> None:
    form = ask(reason="blurred", words="")
    assert decision(database).asks == {"photo": []}
    assert step(form, "photo") and not step(form, "words")


def test_what_was_prefilled_and_taken_out_again_is_not_asked(
    desk: FlaskClient, waiting: Submission, database: Database
) -> None:
    decide(desk, waiting.id, reason="blurred", chosen="1")
    assert decision(database).asks == {}


def test_boxes_that_fit_nothing_name_nothing(
    desk: FlaskClient, waiting: Submission, database: Database
) -> None:
    decide(desk, waiting.id, asks=["hide:elsewhere", "everything", "alt"], words="Please.")
    assert decision(database).asks == {"alt": []}


def test_only_returns_ask(desk: FlaskClient, waiting: Submission, database: Database) -> None:
    decide(desk, waiting.id, "decline", asks=["alt"], words="No.")
    assert decision(database).asks == {}


def test_before_it_is_told_there_is_nothing_to_mend(
    desk: FlaskClient, client: FlaskClient, waiting: Submission, page: str
) -> None:
    decide(desk, waiting.id, asks=["words"], words="Please.")
    assert client.get(f"{page}/{waiting.id}/mend").status_code == 303


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("photo", "Please add another photo."),
        ("hide", "Nothing is marked on this photo yet."),
        ("alt", "These are the same words as before."),
        ("words", "These are the same words as before."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    ask: Ask, mend: Callable[..., TestResponse], asks: str, says: str, waiting: Submission, database: Database
) -> None:
    ask(asks)
    answer = mend()
    assert answer.status_code == 422
    assert says in answer.text and "If you would rather leave it as it is, tell us why here." in answer.text
    sent = mend(answer.text, why="It is fine as it is.")
    assert sent.status_code == 303
    made = decision(database)
    assert made.mended == {"done": [], "why": "It is fine as it is."}
    with database.read(EVERYONE) as session:
        told = session.scalars(select(Event).where(Event.reason == "It is fine as it is.")).one()
        assert (told.about_id, told.old, told.new) == (waiting.id, "returned", "received")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_description_that_was_emptied_is_asked_for(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission
) -> None:
    ask("alt")
    answer = mend(**{f"{photo.id}-alt": "" for photo in waiting.photos})
    assert answer.status_code == 422
    assert answer.text.count("Please describe this photo in a line.") == len(waiting.photos)


def test_all_that_was_asked_is_done_and_seen_by_whoever_asked(
    ask: Ask,
    mend: Callable[..., TestResponse],
    app: Flask,
    running: World,
    desk: FlaskClient,
    waiting: Submission,
    database: Database,
) -> None:
    first, second = waiting.photos
    ask(f"photo:{first.id}", f"hide:{second.id}", f"alt:{second.id}", "words")
    changes = {"story": "Mended.", f"{second.id}-alt": "Two ducks", "photos": files(photos.jpeg((64, 48), 9))}
    answer = mend(**changes, **{f"{first.id}-remove": "y"}, **of(second, FACE))
    assert answer.status_code == 303
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, waiting.id)
        hid = session.scalars(select(Retouch)).one()
        assert (hid.account_id, hid.photo_id, hid.left, hid.width) == (
            None,
            second.id,
            *map(pytest.approx, (0.4, 0.205)),
        )
        assert [one.alt for one in row.photos] == ["Two ducks", ""]
        event = session.scalars(select(Event).where(Event.new == "blurred")).one()
        assert event.actor == f"customer:{waiting.customer_id}"
    assert decision(database).mended == {"done": ["photo", "hide", "alt", "words"], "why": ""}
    developed(database, waiting)
    colleague = signed_in(app, running.second_moderator)
    assert waiting.id not in colleague.get("/staff/queue", follow_redirects=True).text
    back = desk.get("/staff/queue", follow_redirects=True).text
    assert "You asked for" in back and back.count(">done<") == 4
    assert "Carla, who sent it" in desk.get(f"/staff/photos/{second.id}/retouch").text


def test_it_comes_back_to_who_asked_however_long_the_mending_takes(
    ask: Ask, mend: Callable[..., TestResponse], app: Flask, running: World, clock: Clock
) -> None:
    ask("words")
    clock.advance(days=9)
    mend(story="Mended.")
    queues = [
        signed_in(app, one).get("/staff/queue") for one in (running.second_moderator, running.moderator)
    ]
    assert ["Mended." in queue.text for queue in queues] == [False, True]


def test_another_moderator_is_served_it_only_once_the_first_is_away_for_long(
    ask: Ask, mend: Callable[..., TestResponse], app: Flask, running: World, clock: Clock, waiting: Submission
) -> None:
    ask("words")
    mend(story="Mended.")
    colleague = signed_in(app, running.second_moderator)
    assert "Nothing left for you" in colleague.get("/staff/queue", follow_redirects=True).text
    clock.advance(days=3)
    colleague = signed_in(app, running.second_moderator)
    assert waiting.story not in (found := colleague.get("/staff/queue", follow_redirects=True).text)
    assert "Mended." in found and "Mo asked for" in found


def test_what_cannot_be_hidden_is_said_at_its_photo_and_nothing_is_lost(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    first = waiting.photos[0]
    ask(f"hide:{first.id}")
    for width, says in (("wide", "Each number is a percentage"), ("0", "That area is too small")):
        answer = mend(story="Other words.", **of(first, FACE | {"width": width}))
        assert answer.status_code == 422 and says in answer.text
        assert "Other words." in answer.text and 'value="30"' in answer.text
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Retouch)).all() == []
        assert session.get_one(Submission, waiting.id).story == waiting.story


def test_an_area_drawn_on_a_picture_that_changed_since_is_not_taken(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    first = waiting.photos[0]
    form = ask(f"hide:{first.id}")
    with database.write(EVERYONE) as session:
        session.get_one(Photo, first.id).edition = 1
    answer = mend(form, story="Other words.", **of(first, FACE))
    assert answer.status_code == 409
    assert "What we ask of you changed" in answer.text and "Other words." in answer.text


def test_from_a_second_tab_nothing_is_overwritten_and_nothing_lost(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    form = ask("words")
    assert mend(form, story="From the first tab.").status_code == 303
    answer = mend(form, story="From the second tab.")
    assert answer.status_code == 409
    assert "This was not sent" in answer.text and "From the second tab." in answer.text
    picked = mend(form, story="From the first tab.", photos=files(photos.jpeg((64, 48), 9)))
    assert picked.status_code == 409
    assert "We did not take them" in picked.text and "IMG_0.jpg" in picked.text
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, waiting.id).story == "From the first tab."


def test_when_it_is_asked_anew_the_old_page_is_shown_what_is_asked_now(
    ask: Ask, mend: Callable[..., TestResponse], client: FlaskClient, page: str, waiting: Submission
) -> None:
    form = ask("words")
    mend(form, story="Mended.")
    ask("alt")
    answer = mend(form, story="Typed before.", photos=files(photos.jpeg((64, 48), 9)))
    assert answer.status_code == 409
    assert "What we ask of you changed" in answer.text and step(answer.text, "alt")
    assert "Typed before." in answer.text and "safe with us" in answer.text


def test_what_was_taken_back_is_said_so(
    ask: Ask, mend: Callable[..., TestResponse], database: Database, waiting: Submission
) -> None:
    form = ask("words")
    with database.write(EVERYONE) as session:
        take_back(session, session.get_one(Submission, waiting.id))
    answer = mend(form, story="Typed after.")
    assert answer.status_code == 409
    assert "You have taken it back meanwhile" in answer.text and "Typed after." in answer.text


def test_the_customer_undoes_nothing_of_ours(
    ask: Ask, mend: Callable[..., TestResponse], running: World, waiting: Submission, database: Database
) -> None:
    """A crop of ours is not replaced by theirs: undone later, it would show what we cut off."""
    first = waiting.photos[0]
    with database.write(EVERYONE) as session:
        row = session.get_one(Photo, first.id)
        retouch(session, row, [Area("crop", 0, 0, 0.5, 0.5)], running.moderator, 0)
    ask(f"hide:{first.id}")
    answer = mend(**of(first, FACE | {"kind": "crop", "seen": "1"}))
    assert answer.status_code == 422 and "We cropped this photo before." in answer.text


def test_what_they_hid_themselves_they_can_show_again(
    ask: Ask, mend: Callable[..., TestResponse], running: World, waiting: Submission, database: Database
) -> None:
    first = waiting.photos[0]
    for number in range(2):
        with database.write(EVERYONE) as session:
            retouch(session, session.get_one(Photo, first.id), [HALF], running.customer, number)
    with database.write(EVERYONE) as session:
        row, other = session.scalars(select(Retouch).order_by(Retouch.id)).all()
        session.add(Rendition(brand_id=first.brand_id, photo_id=first.id, **RENDITION))
        move(session, session.get_one(Photo, first.id), "ready", ENGINE)
    form = ask(f"hide:{first.id}")
    assert form.count("Show again what I blurred on 22 November 2026") == 2
    answer = mend(form, **of(first, FACE | {"again": row.id}))
    assert answer.status_code == 303
    with database.read(EVERYONE) as session:
        stands = session.get_one(Photo, first.id)
        assert (stands.edition, len(stands.retouches)) == (4, 2)
        assert row.id not in {one.id for one in stands.retouches} and other.undone_at is None


def test_the_letter_and_my_page_say_what_to_mend(
    ask: Ask, client: FlaskClient, page: str, waiting: Submission, database: Database, services: Services
) -> None:
    ask(f"alt:{waiting.photos[1].id}", "words")
    with database.read(EVERYONE) as session:
        mail = session.scalars(select(Mail).where(Mail.kind == "decision")).one()
    outbox.send(database, mailer := Memory("hello@ugc.example"), services.links, mail.id)
    (letter,) = mailer.letters
    for said in (client.get(page).text, letter.text):
        assert (
            "Describe the photo for people who can’t see it (photo 2)" in said and "Change the words" in said
        )
    assert f"/{waiting.id}/mend" in letter.text


def test_several_at_once_ask_what_the_reason_asks(
    desk: FlaskClient, waiting: Submission, database: Database
) -> None:
    found = desk.get("/staff/queue/list").text
    chosen = re.search(rf'value="({waiting.id}:[^"]+)"', found)
    assert chosen
    data = {"csrf_token": token(found), "outcome": "return", "chosen": chosen[1], "reason": "can_be_found"}
    assert "Asks them to:" in desk.post("/staff/queue/preview", data=data).text
    assert desk.post("/staff/queue/decide", data=data).status_code == 200
    assert decision(database).asks == {"hide": []}


def test_it_goes_into_the_export_and_out_of_what_is_erased(
    ask: Ask,
    mend: Callable[..., TestResponse],
    client: FlaskClient,
    waiting: Submission,
    database: Database,
    services: Services,
) -> None:
    first = waiting.photos[0]
    ask("hide", "alt")
    mend(why="The alt text says it.", **of(first, FACE))
    with database.write(EVERYONE) as session:
        customer = session.get_one(Customer, waiting.customer_id)
        told = json.loads(pack(session, customer, services.links).texts["everything.json"])["submissions"][0]
        assert told["decisions"][0]["asked"] == {"hide": [], "alt": []}
        assert told["decisions"][0]["mended"] == {"done": ["hide"], "why": "The alt text says it."}
        assert [one["by"] for photo in told["photos"] for one in photo["hidden"]] == ["you"]
        Traces.of(session, Customer.id == customer.id, Customer).erase()
        session.flush()
        assert session.scalars(select(Retouch)).all() == []
        made = session.scalars(select(Decision)).one()
        assert (made.asks, made.mended) == ({}, None)


def test_a_permission_that_is_missing_is_given_as_on_the_form(
    ask: Ask,
    mend: Callable[..., TestResponse],
    running: World,
    waiting: Submission,
    database: Database,
    desk: FlaskClient,
) -> None:
    with database.write(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        refused = next(one for one in about.consents if one.purpose == "reshare")
        refused.state, refused.network, refused.given_at = "refused", "mastodon", None
    form = ask("consent")
    assert "Be kind." in form and "What you agreed to stays as it is." not in form
    assert "checked" not in form.partition('id="ask-consent"')[2].partition("</section>")[0]
    assert 'name="use_gallery"' not in form
    answer = mend(form)
    assert answer.status_code == 422 and "Please tick a use or say who else is in it." in answer.text
    assert mend(form, **{"use_reshare-mastodon": "y", "use_print": "y"}).status_code == 303
    with database.read(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        stand = {one.use: (one.state, one.terms_id) for one in about.consents}
        yes = ("given", running.terms.id)
        assert stand["reshare-mastodon"] == stand["print"] == stand["gallery"] == yes
        assert stand["reshare-instagram"] == stand["ads"] == ("refused", running.terms.id)
        late = session.get_one(Consent, refused.id)
        assert late.given_at and late.expires_at and "Mastodon" in late.statement
        moved = session.scalars(select(Event).where(Event.about_id == late.id, Event.new == "given")).one()
        assert (moved.old, moved.actor) == ("refused", f"customer:{waiting.customer_id}")
    assert decision(database).mended == {"done": ["consent"], "why": ""}
    assert ">done<" in desk.get(f"/staff/queue/{waiting.id}").text


def test_who_else_is_in_it_is_asked_by_a_letter(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    form = ask("consent")
    lacking = mend(form, people="named")
    assert lacking.status_code == 422 and "Please tell us who it is" in lacking.text
    people = {"people": "named", "person_0_name": "Dana", "person_0_email": "dana@example.net"}
    assert mend(form, **people).status_code == 303
    with database.read(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        asked = [one for one in about.consents if one.party == "depicted"]
        assert {one.purpose for one in asked} == {"gallery", "reshare"}
        assert {(one.state, one.email) for one in asked} == {("requested", "dana@example.net")}
        assert about.sealed
        letters = session.scalars(select(Mail.kind).where(Mail.to == "dana@example.net"))
        assert sorted(letters) == ["depicted", "remind"]


def test_a_guardian_is_named_later_and_nobody_is_asked_twice(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    for _time in range(2):
        form = ask("consent")
        said = {"child": "other", "guardian_email": "gil@example.net", "people": "strangers"}
        assert mend(form, **said).status_code == 303
    with database.read(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        assert (about.shows_child, about.strangers) == ("other", True)
        assert len([one for one in about.consents if one.party == "guardian"]) == 2
        assert session.scalars(select(Mail.to).where(Mail.kind == "guardian")).all() == ["gil@example.net"]


def test_a_guardian_who_sent_it_signs_with_their_name(
    ask: Ask, mend: Callable[..., TestResponse], waiting: Submission, database: Database
) -> None:
    form = ask("consent")
    assert mend(form, child="guardian", guardian_name="Carla Cruz").status_code == 303
    with database.read(EVERYONE) as session:
        about = session.get_one(Submission, waiting.id)
        signed = {(one.state, one.name) for one in about.consents if one.party == "guardian"}
        assert signed == {("given", "Carla Cruz")} and not about.sealed


def test_nothing_is_agreed_to_under_terms_that_changed_meanwhile(
    ask: Ask, mend: Callable[..., TestResponse], running: World, waiting: Submission, database: Database
) -> None:
    form = ask("consent")
    with database.write(EVERYONE) as session:
        newer = Terms(brand_id=running.brand.id, campaign_id=running.campaign.id, language="en")
        newer.sha256, newer.text = "2" * 64, "Be kinder."
        session.add(newer)
    answer = mend(form, use_print="y", story="Typed.")
    assert answer.status_code == 409
    assert "Be kinder." in answer.text and "Typed." in answer.text
    assert "checked" not in answer.text.partition('id="ask-consent"')[2].partition("</section>")[0]
    with database.read(EVERYONE) as session:
        assert "print" not in {one.purpose for one in session.scalars(select(Consent))}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_by_keys_at_the_desk_and_by_finger_on_a_phone(
    app: Flask,
    browser: Browser,
    running: World,
    page: str,
    waiting: Submission,
    database: Database,
    clock: Clock,
) -> None:
    """Asked to hide a part and to describe the photo: the whole way there and back."""
    first = waiting.photos[0]
    with opened(app, browser, running.moderator, f"/staff/queue/{waiting.id}") as at_desk:
        at_desk.wait_for_load_state("networkidle")
        for key in ("r", "1", "d"):
            at_desk.keyboard.press(key)
        dialog = at_desk.get_by_role("dialog")
        expect(dialog.get_by_label("Crop or blur a part")).to_be_checked()
        expect(dialog.get_by_label("Describe the photo")).to_be_checked()
        for box in dialog.get_by_label("Photo 1").filter(visible=True).all():
            box.focus()
            at_desk.keyboard.press("Space")
        assert violations(at_desk) == []
        dialog.get_by_role("button", name="Return it").focus()
        at_desk.keyboard.press("Enter")
        expect(at_desk.get_by_text("Returned.")).to_be_visible()
    assert decision(database).asks == {"hide": [first.id], "alt": [first.id]}
    clock.advance(seconds=31)
    with buffering(app) as base:
        phone = browser.new_context(
            base_url=base, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
        )
        mending = phone.new_page()
        mending.goto(f"{page}/{waiting.id}/mend")
        mending.wait_for_load_state("networkidle")
        assert violations(mending) == []
        assert mending.evaluate("document.documentElement.scrollWidth") <= 360
        easel = mending.locator("[data-easel]")
        easel.scroll_into_view_if_needed()
        drag(phone, mending, easel)
        frame = mending.locator(".frame:visible")
        expect(frame).to_be_focused()
        expect(frame).to_have_accessible_description(re.compile("Arrow keys move it"))
        mending.get_by_label("What is in this photo").first.fill("Two ducks and a face nobody knows")
        mending.get_by_role("button", name="Send it again").click()
        expect(mending.get_by_text("It is on its way again.")).to_be_visible()
        expect(mending.get_by_text("You hid a part of it.")).to_be_visible()
        phone.close()
    with database.read(EVERYONE) as session:
        hid = session.scalars(select(Retouch)).one()
        assert (hid.left, hid.width) == (pytest.approx(0.1, abs=0.02), pytest.approx(0.4, abs=0.02))
    developed(database, waiting)
    with opened(app, browser, running.moderator, "/staff/queue") as at_desk:
        told = at_desk.locator("[data-mended]")
        expect(told).to_contain_text("You asked for")
        expect(told.get_by_text("done", exact=True)).to_have_count(2)
        assert violations(at_desk) == []


def drag(phone: BrowserContext, page: Page, easel: Locator) -> None:
    """A finger across the picture, from a tenth to a half."""
    box = easel.bounding_box()
    assert box
    finger = phone.new_cdp_session(page)
    for what, share in (("touchStart", 0.1), ("touchMove", 0.3), ("touchMove", 0.5), ("touchEnd", None)):
        at = [{"x": box["x"] + box["width"] * share, "y": box["y"] + box["height"] * share}] if share else []
        finger.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": at})
