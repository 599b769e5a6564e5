"""The demo's words, held against the campaigns they are for."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ugc.definitions import Definition
from ugc.definitions.read import read
from ugc.demo.photos import PHOTOS
from ugc.demo.script import CONTENT, Script, cast, scripts
from ugc.permissions import ROLES
from ugc.publish.credit import keeps

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
SCRIPTS = scripts()
MIDDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
INVENTED = re.compile(r"\.example(?![\w.-])")


def definition(slug: str) -> Definition:
    return read(CAMPAIGNS / f"{slug}.toml")


@pytest.mark.parametrize("slug", SCRIPTS)
def test_everything_sent_fits_the_form(slug: str) -> None:
    form, campaign = definition(slug).form, definition(slug)
    fields = {field.name: field for field in form.fields}
    for sent in SCRIPTS[slug].sent:
        kind = sent.kind or campaign.accepts[0]
        assert kind in campaign.accepts
        assert sent.language in campaign.languages
        assert 0 < len(sent.story) <= form.story.max, sent.name
        assert kind == "question" or form.photos.min <= len(sent.photos) <= form.photos.max, sent.name
        assert set(sent.agrees) <= set(campaign.consent.purposes)
        for name, value in sent.answers.items():
            assert not fields[name].choices or value in fields[name].choices, value


@pytest.mark.parametrize("slug", SCRIPTS)
def test_every_step_names_what_there_is(slug: str) -> None:
    content, campaign = SCRIPTS[slug], definition(slug)
    reasons = {"", *(reason.code for reason in campaign.moderation.reasons)}
    here = {person.key for person in cast().people if campaign.brand in person.brands}
    assert campaign.reshare is not None
    posts = {name for name, account in content.channels.items() if not account.listens}
    assert posts == set(campaign.reshare.channels)
    assert {post.channel for post in content.seen} <= set(content.channels)
    for sent in content.sent:
        assert {name for name, _ in sent.photos} <= set(PHOTOS), sent.name
        for step in sent.then:
            assert step.reason in reasons
            assert step.channel in {"", *content.channels}
            assert step.by in {"", *here}, (sent.name, step.by)
            assert {name for name, _ in step.photos} <= set(PHOTOS)


@pytest.mark.parametrize("slug", SCRIPTS)
@pytest.mark.parametrize("hour", range(24))
def test_the_story_is_told_in_order_and_ends_before_now_whatever_the_time_of_day(
    slug: str, hour: int
) -> None:
    now, zone = MIDDAY + timedelta(hours=hour), definition(slug).timezone
    for sent in SCRIPTS[slug].sent:
        moments = [sent.when.before(now, zone), *(moment for moment, _ in sent.moments(now, zone))]
        assert moments == sorted(moments), sent.name
        assert moments[-1] <= now, sent.name


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.toml")), ids=lambda path: path.stem)
def test_no_text_names_an_account_an_address_or_a_site_that_could_be_real(path: Path) -> None:
    text = path.read_text()
    named = re.findall(r"(?:https?://|@)[\w.-]+(?:@[\w.-]+)?(?:/[\w@/-]*)?", text)
    hosts = [re.sub(r"^(https?://|@)", "", name).split("/")[0].split("@")[-1] for name in named]
    assert [host for host in hosts if not INVENTED.search(host)] == []


def test_people_write_in_their_own_words_and_are_credited_in_many_ways() -> None:
    everything = [sent for content in SCRIPTS.values() for sent in content.sent]
    stories = [sent.story for sent in everything]
    wordings = {sent.credit for sent in everything}
    assert len(set(stories)) == len(stories)
    assert any(credit.startswith("@") for credit in wordings)
    assert wordings & {"Anonymous", "Anónimo"}
    assert sum(sent.language == "es" for sent in everything) >= 3
    assert all(keeps(f"📷 {credit}", credit) for credit in wordings)
    assert all(12 <= len(content.sent) <= 24 for content in SCRIPTS.values())


def test_no_answer_is_a_cue_card() -> None:
    for slug, content in SCRIPTS.items():
        cards = set(definition(slug).conversation.cue_cards)
        assert not cards & {step.text for sent in content.sent for step in sent.then}


def test_the_cast_has_everybody_a_newcomer_wants_to_be() -> None:
    signing_in = [person for person in cast().people if person.signs_in]
    roles = [set(person.brands.values()) for person in signing_in]
    assert {"manager"} in roles
    assert {"spokesperson"} in roles
    assert any(person.brands.keys() >= {d.brand for d in map(definition, SCRIPTS)} for person in signing_in)
    assert any("moderator" in person.brands.values() and not person.may_speak for person in signing_in)
    assert [person.key for person in signing_in if cast().brand.slug in person.brands] == ["petra"]
    assert all(role in ROLES for person in cast().people for role in person.brands.values())


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="extra"):
        Script.model_validate({"desk": {}, "channels": {}, "sent": [], "sennt": []})
