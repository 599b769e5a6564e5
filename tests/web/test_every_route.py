"""Every route × every role × our brand, another brand, another customer.

The routes come from `url_map`: a new one fails until it stands in one of the tables below, and until its
ids are known to tests/web/everything.py.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.support.people import World, member
from tests.web.everything import TOP_SECRET
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.models import Brand, Member
from ugc.permissions import ROLES, Action

NEEDS: dict[str, Action] = {
    "staff.home": "see",
    "staff.campaigns": "see",
    "staff.queue": "moderate",
    "staff.item": "moderate",
    "staff.decision": "moderate",
    "staff.take_back": "moderate",
    "staff.take_over": "moderate",
    "staff.take_word_back": "moderate",
    "staff.fairness_page": "see",
    "staff.rules_page": "moderate",
    "staff.rules_switch": "campaigns",
    "staff.live": "moderate",
    "staff.rail": "see",
    "staff.bulk_list": "moderate",
    "staff.queue_csv": "moderate",
    "staff.queue_json": "moderate",
    "staff.bulk_preview": "moderate",
    "staff.bulk_decide": "moderate",
    "staff.bulk_undo": "moderate",
    "staff.retouch": "moderate",
    "staff.retouch_add": "moderate",
    "staff.retouch_undo": "moderate",
    "staff.views_save": "moderate",
    "staff.views_remove": "moderate",
    "staff.threads": "see",
    "staff.thread": "see",
    "staff.answer": "reply",
    "staff.release_draft": "reply",
    "staff.publish_answer": "reply",
    "staff.close_thread": "reply",
    "staff.planner": "see",
    "staff.planner_new": "reshare",
    "staff.planner_plan": "reshare",
    "staff.planner_reshare": "see",
    "staff.planner_act": "reshare",
    "staff.channels_page": "see",
    "staff.channels_add": "channels",
    "staff.channels_check": "channels",
    "staff.channels_key": "channels",
    "staff.rendition": "see",
    "staff.original": "originals",
    "staff.full": "originals",
    "staff.finds": "reply",
    "staff.finds_listen": "reply",
    "staff.finds_ask": "speak",
    "staff.finds_asked": "speak",
    "staff.finds_pass": "reply",
    "staff.finds_answer": "reply",
    "staff.finds_sent": "reply",
    "staff.letters": "see",
    "staff.letters_again": "reply",
    "staff.letters_leave": "reply",
    "staff.reports": "moderate",
    "staff.reports_settle": "moderate",
    "staff.appeals_answer": "moderate",
    "staff.members": "members",
    "staff.members_invite": "members",
    "staff.members_change": "members",
    "staff.members_second": "members",
    "staff.members_remove": "members",
    "staff.members_hand_over": "members",
    "staff.members_uninvite": "members",
    "staff.audit_page": "audit",
    "staff.audit_csv": "audit",
}
ONES_OWN = {"staff.views_remove"}  # a colleague's is not there
DOORS = {
    "staff.sign_in",
    "staff.check",
    "staff.sign_out",
    "staff.invited",
    "staff.join",
    "staff.second_step",
    "staff.check_second",
    "staff.passkey_use",
    "staff.company_ask",
    "staff.company_back",
    "staff.forgot",
    "staff.send_reset",
    "staff.reset",
    "staff.choose_password",
}
OWN_ACCOUNT = {
    "staff.password",
    "staff.change_password",
    "staff.account",
    "staff.confirm",
    "staff.check_confirm",
    "staff.account_end",
    "staff.account_second",
    "staff.account_second_off",
    "staff.company_link",
    "staff.company_unlink",
    "staff.passkeys_add",
    "staff.passkeys_remove",
}
PORTAL = {
    "portal.my",
    "portal.again",
    "portal.media",
    "portal.mending",
    "portal.send_again",
    "portal.reply",
    "portal.ask",
    "portal.objection",
    "portal.asked_again",
    "portal.answered_again",
    "portal.withdraw_all",
    "portal.receipt",
    "portal.receipt_file",
    "portal.answer_receipt",
    "portal.answer_receipt_file",
    "portal.revoke",
    "portal.everything",
    "portal.withdraw",
    "portal.leaving",
    "portal.leave",
    "portal.consent",
    "portal.answered",
    "portal.shown",
    "portal.take_back",
    "portal.claimed",
    "portal.decide",
    "portal.replied",
    "portal.claimed_picture",
}
PUBLIC = {
    "api.healthz",
    "api.readyz",
    "hooks.instagram",
    "hooks.instagram_told",
    "media.media",
    "public.brand",
    "public.campaign",
    "public.feed_json",
    "public.feed_xml",
    "public.gallery",
    "public.home",
    "public.rules",
    "public.submission",
    "public.report",
    "public.send_report",
    "static",
    "submit.cancel",
    "submit.capabilities",
    "submit.create",
    "submit.form",
    "submit.original",
    "submit.piece",
    "submit.sent",
    "submit.small",
    "portal.renew",
    "portal.renewed",
    "submit.submit",
    "submit.where",
}
NOT_THERE = (403, 404)


def rules(app: Flask, *endpoints: str) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in endpoints:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def ask(app: Flask, client: FlaskClient, rule: Rule, method: str, ids: dict[str, str]) -> tuple[int, str]:
    """Ask for a route about our rows; routes without ids are asked about our brand."""
    unknown = rule.arguments - ids.keys()
    assert not unknown, f"{rule}: tell tests/web/everything.py an id for {unknown}"
    values = {name: ids[name] for name in rule.arguments} or {"brand": "pip-and-moss"}
    with app.test_request_context():
        address = app.url_for(rule.endpoint, **values)
    typed = {"submission": ids["submission_id"], "channel": ids["channel_id"]}
    with client.open(address, method=method, data=typed) as answer:
        return answer.status_code, answer.data.decode(errors="replace")


def test_every_route_is_in_a_table_and_every_table_has_routes_only(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == {
        *NEEDS
    } | DOORS | OWN_ACCOUNT | PORTAL | PUBLIC


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_own_routes_and_no_others(
    lenient: Flask, database: Database, running: World, ids: dict[str, str], role: str
) -> None:
    with database.write(EVERYONE) as session:
        who = member(session, running.brand, "Robin", role, may_speak=True)
        leaver = session.get_one(Member, ids["member_id"])
    client = signed_in(lenient, who)
    for rule, method in rules(lenient, *NEEDS):
        _place_again(database, who, leaver)
        status, text = ask(lenient, client, rule, method, ids)
        if rule.endpoint in ONES_OWN:
            assert status == (404 if NEEDS[rule.endpoint] in ROLES[role] else 403), f"{method} {rule}"
        elif NEEDS[rule.endpoint] in ROLES[role]:
            assert status not in (401, *NOT_THERE, 500), f"{method} {rule}: {status}"
        else:
            assert status == 403, f"{method} {rule}: {status}"
            assert TOP_SECRET not in text


def _place_again(database: Database, *members: Member) -> None:
    """Whatever the last request did to these places."""
    with database.write(EVERYONE) as session:
        session.get_one(Brand, members[0].brand_id).second_factor = False
        for one in members:
            facts = {"brand_id": one.brand_id, "account_id": one.account_id, "created_at": one.created_at}
            session.merge(Member(id=one.id, role=one.role, may_speak=one.may_speak, **facts))


def test_a_role_in_one_brand_is_no_role_in_another(
    lenient: Flask, database: Database, running: World, ids: dict[str, str]
) -> None:
    """An owner elsewhere who only looks on here."""
    with database.write(EVERYONE) as session:
        here = Member(brand_id=running.brand.id, account_id=running.outsider.account_id, role="viewer")
        here.may_speak = True
        session.add(here)
    client = signed_in(lenient, running.outsider)
    for rule, method in rules(lenient, *(one for one, action in NEEDS.items() if action != "see")):
        status, text = ask(lenient, client, rule, method, ids)
        assert status in NOT_THERE, f"{method} {rule}: {status}"
        assert TOP_SECRET not in text


def test_another_customers_rows_are_not_there(lenient: Flask, running: World, ids: dict[str, str]) -> None:
    links = lenient.extensions["ugc"].links
    theirs = ids | {"token": links.my(running.another_customer).rpartition("/")[2]}
    client = lenient.test_client()
    about_rows = ((rule, method) for rule, method in rules(lenient, *PORTAL) if len(rule.arguments) > 1)
    for rule, method in about_rows:
        if rule.endpoint == "portal.again":  # a campaign is everybody's
            continue
        status, text = ask(lenient, client, rule, method, theirs)
        assert status == 404, f"{method} {rule}: {status}"
        assert TOP_SECRET not in text


@pytest.mark.parametrize("token", ["nonsense", "eyJhIjoxfQ.aaaaaa.bbbbbbbbbbbb"])
def test_a_made_up_link_opens_nothing(lenient: Flask, ids: dict[str, str], token: str) -> None:
    client = lenient.test_client()
    for rule, method in rules(
        lenient, *PORTAL, "staff.invited", "staff.join", "staff.reset", "staff.choose_password"
    ):
        status, _ = ask(lenient, client, rule, method, ids | {"token": token})
        assert status == 404, f"{method} {rule}: {status}"


def test_what_is_not_public_is_on_no_public_page(lenient: Flask, ids: dict[str, str]) -> None:
    client = lenient.test_client()
    for rule, method in rules(lenient, *PUBLIC):
        if method == "GET" and rule.arguments <= ids.keys() - {"path", "upload_id"}:
            assert TOP_SECRET not in ask(lenient, client, rule, method, ids)[1], rule


def test_a_public_process_has_no_desk(settings, services) -> None:  # type: ignore[no-untyped-def]
    from ugc.web import create_app

    app = create_app(settings, ("public",), services)
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff")]
