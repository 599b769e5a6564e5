from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from ugc.db import EVERYONE, Database
from ugc.definitions import current_terms, find_campaign, load
from ugc.definitions.apply import FILE, Applied, Refused, apply
from ugc.definitions.check import check
from ugc.definitions.read import Bundle, read_bundle
from ugc.definitions.schema import Definition
from ugc.lifecycle import Actor, begin
from ugc.models import Brand, Campaign, Customer, Event, Revision, Submission, Terms, Thread

EDITOR = Actor("member", "someone")


@pytest.fixture
def bundle(folder: Path) -> Bundle:
    return read_bundle(folder / "kites.toml")


def changed(bundle: Bundle, **keys: Any) -> Bundle:
    document = bundle.definition.model_dump(mode="json", exclude_none=True)
    definition, findings = check({**document, **keys}, Definition)
    assert definition, findings
    return replace(bundle, definition=definition)


def applied(database: Database, bundle: Bundle, actor: Actor = FILE, base: int | None = None) -> Applied:
    with database.write(EVERYONE) as session:
        return apply(session, bundle, actor, base)


def rows(database: Database, model: type) -> list[Any]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(model)))


def enter(database: Database) -> None:
    """Somebody enters the campaign, and waits for an answer."""
    with database.write(EVERYONE) as session:
        campaign = find_campaign(session, "kites")
        assert campaign
        theirs = {"brand_id": campaign.brand_id}
        customer = Customer(**theirs, name="Carla", email="carla@example.net", language="en")
        session.add(customer)
        session.flush()
        submission = Submission(**theirs, campaign_id=campaign.id, revision_id=campaign.revision_id)
        submission.customer_id, submission.kind, submission.form_key = customer.id, "question", "once"
        submission.story, submission.answers, submission.credit = "Why so high?", {}, "Carla"
        submission.shows_child, submission.language = "no", "en"
        begin(session, submission, Actor("customer", customer.id))
        thread = Thread(**theirs, customer_id=customer.id, submission_id=submission.id)
        begin(session, thread, Actor("customer", customer.id))


def test_the_first_time_makes_brand_campaign_revision_and_terms(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    with database.read(EVERYONE) as session:
        campaign = find_campaign(session, "kites")
        assert campaign
        assert (campaign.brand.slug, campaign.brand.name) == ("larks", "Larks")
        assert campaign.brand.profile["controller"]["mail"] == "us@larks.example"
        assert (campaign.opens_at, campaign.closes_at) == bundle.definition.window
        assert campaign.open_at(session.now())
        assert (campaign.revision.number, campaign.revision.author) == (1, "file")
        assert len(campaign.revision.sha256) == 64
        assert load(campaign.revision) == bundle.definition
        assert current_terms(session, campaign, "es").text.endswith("Hasta el 31 de marzo de 2029.")


def test_the_same_again_changes_nothing(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    again = applied(database, bundle)
    assert (again.revision, again.changes) == (None, [])
    assert [len(rows(database, model)) for model in (Brand, Campaign, Revision, Terms, Event)] == [
        1,
        1,
        1,
        2,
        1,
    ]


def test_a_change_becomes_the_next_revision_and_the_old_one_stays(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    second = applied(database, changed(bundle, title="Kites, again"))
    assert [str(change) for change in second.changes] == ['title: "Kites over town" → "Kites, again"']
    assert second.campaign.revision == second.revision
    found = {row.number: load(row).title for row in rows(database, Revision)}
    assert found == {1: "Kites over town", 2: "Kites, again"}
    assert [(event.old, event.new, event.actor) for event in rows(database, Event)] == [
        (None, "1", "file"),
        ("1", "2", "file"),
    ]


def test_a_new_order_of_questions_is_a_change(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    form = bundle.definition.form.model_dump(mode="json", exclude_none=True)
    assert applied(database, changed(bundle, form={**form, "fields": form["fields"][::-1]})).revision


def test_new_dates_move_the_campaigns_window(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    longer = changed(bundle, dates={"opens": "2026-10-01T09:00:00"})
    assert applied(database, longer).campaign.closes_at is None


def test_terms_are_kept_once_and_what_nobody_was_shown_is_dropped(
    database: Database, bundle: Bundle, clock: Clock
) -> None:
    applied(database, bundle)
    clock.advance(hours=1)
    (change,) = applied(database, replace(bundle, terms={**bundle.terms, "en": "Until then."})).changes
    assert change.path == "consent.terms[en]"
    clock.advance(hours=1)
    applied(database, bundle)
    assert sorted(terms.text for terms in rows(database, Terms)) == sorted(bundle.terms.values())


def test_a_changed_brand_file_changes_the_brand_alone(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    other = replace(bundle, brand=bundle.brand.model_copy(update={"accent": "#702020"}))
    result = applied(database, other)
    assert (result.revision, [str(change) for change in result.changes]) == (
        None,
        ['brand.accent: "#205080" → "#702020"'],
    )
    assert applied(database, other).changes == []


def test_a_file_does_not_overwrite_what_staff_wrote(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    applied(database, changed(bundle, title="By hand"), EDITOR, base=1)
    with pytest.raises(Refused, match="revision 2 was written by member:someone, not by a file"):
        applied(database, bundle)
    assert applied(database, changed(bundle, title="By hand")).revision is None
    assert applied(database, bundle, base=2).campaign.revision.number == 3


def test_an_editor_does_not_overwrite_what_they_have_not_seen(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    applied(database, changed(bundle, title="Second"))
    with pytest.raises(Refused, match="at revision 2 by now, and yours started from 1"):
        applied(database, changed(bundle, title="Third"), EDITOR, base=1)


LOCKED: list[tuple[dict[str, Any], str]] = [
    ({"dates": {"opens": "2026-10-01T09:00:00", "closes": "2027-04-30T18:00:00"}}, "dates.closes"),
    ({"timezone": "Europe/Madrid"}, "timezone"),
    (
        {
            "consent": {
                "terms": "terms/kites.md",
                "purposes": ["gallery", "reshare", "ads"],
                "territory": "Everywhere",
                "until": "2030-03-31",
            }
        },
        "consent.purposes, consent.until",
    ),
]


@pytest.mark.parametrize(("keys", "named"), LOCKED)
def test_what_people_entered_under_is_locked_and_named(
    database: Database, bundle: Bundle, keys: dict[str, Any], named: str
) -> None:
    applied(database, bundle)
    enter(database)
    with pytest.raises(Refused, match=f"people have entered under {named};"):
        applied(database, changed(bundle, **keys))
    assert len(rows(database, Revision)) == 1


@pytest.mark.parametrize(("keys", "named"), LOCKED)
def test_nothing_is_locked_while_nobody_has_entered(
    database: Database, bundle: Bundle, keys: dict[str, Any], named: str
) -> None:
    applied(database, bundle)
    assert applied(database, changed(bundle, **keys)).revision, named


def test_the_terms_people_read_are_locked_and_the_rest_is_not(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    enter(database)
    with pytest.raises(Refused, match=r"people have entered under consent\.terms\[en\];"):
        applied(database, replace(bundle, terms={**bundle.terms, "en": "We own you now."}))
    assert applied(database, changed(bundle, title="Kites, again")).revision


def test_terms_may_change_for_those_to_come_if_everybody_is_asked_again(
    database: Database, bundle: Bundle
) -> None:
    applied(database, bundle)
    enter(database)
    newer = replace(bundle, terms={**bundle.terms, "en": "Larks Ltd asks, more kindly. Until 2029."})
    with database.write(EVERYONE) as session:
        assert apply(session, newer, FILE, asking_again=True).revision
        kept = session.scalars(select(Terms.text).where(Terms.language == "en")).all()
    assert len(kept) == 2
    later = changed(newer, dates={"opens": "2026-10-01T09:00:00", "closes": "2027-04-30T18:00:00"})
    with pytest.raises(Refused, match=r"dates\.closes"), database.write(EVERYONE) as session:
        apply(session, later, FILE, asking_again=True)


def test_a_language_can_still_be_dropped_and_its_terms_stay_for_who_read_them(
    database: Database, bundle: Bundle
) -> None:
    applied(database, bundle)
    enter(database)
    english = changed(bundle, languages=["en"], translations={})
    assert applied(database, replace(english, terms={"en": bundle.terms["en"]})).revision
    assert {terms.language for terms in rows(database, Terms)} == {"en", "es"}
    assert applied(database, replace(english, terms={"en": bundle.terms["en"]})).revision is None


def test_a_campaign_stays_its_brands(database: Database, bundle: Bundle) -> None:
    applied(database, bundle)
    theirs = changed(bundle, brand="crows")
    crows = replace(theirs, brand=bundle.brand.model_copy(update={"slug": "crows", "name": "Crows"}))
    with pytest.raises(Refused, match="belongs to larks"):
        applied(database, crows)
    assert [brand.slug for brand in rows(database, Brand)] == ["larks"]
