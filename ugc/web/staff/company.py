"""Signing in with the company's own sign-in, and letting it open one's account or not."""

import secrets

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.db import EVERYONE
from ugc.models import Account
from ugc.platforms import PlatformError
from ugc.team import company as knowing
from ugc.team.company import Person
from ugc.web.auth import asked, confirmed, current_account, safe_next, sessions, staff, throttle
from ugc.web.auth.company import BACK, Company, Stopped
from ugc.web.auth.confirmed import RECENT
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import services
from ugc.web.staff.auth import ask, entered, here, later
from ugc.web.staff.blueprint import blueprint
from ugc.wiring import Services

QUESTION = "company"


@blueprint.get("/sign-in/company")
def company_ask() -> ResponseReturnValue:
    """Send somebody to their company's sign-in."""
    return _ask(**{name: request.args.get(name, "") for name in ("next", "invited", "again")})


@blueprint.get("/account/company")
@confirmed
def company_link() -> ResponseReturnValue:
    """The same for somebody who is signed in, to open their account with it from now on."""
    return _ask(account=current_account().id)


@blueprint.get(BACK.removeprefix("/staff"))
def company_back() -> ResponseReturnValue:
    """Where they come back: let them in, or say why not."""
    parts = _parts()
    facts: dict[str, str] = {}
    try:
        with parts.database.write(EVERYONE) as rows:
            state, facts = asked.answered(rows, QUESTION)
        company = Company(parts.settings, parts.door)
        person = company.who(request.args, state, facts["nonce"], facts["verifier"], parts.clock())
        return _link(person, facts) if facts["account"] else _enter(person, facts)
    except (knowing.Refused, PlatformError) as refusal:
        return _no(facts, 403, str(refusal))
    except Stopped:
        return _no(
            facts, 403, _("You stopped at your company’s sign-in, or it said no. Nothing was changed.")
        )
    except Wrong as problem:
        current_app.logger.warning("company sign-in refused: %s", problem)
        return _no(
            facts, 401, _("That did not work, or it took too long. Nothing was changed; please try again.")
        )


@blueprint.post("/account/company/remove")
@confirmed
def company_unlink() -> ResponseReturnValue:
    """Let it open one's account no longer."""
    try:
        with services().database.write(EVERYONE, here()) as rows:
            account = rows.get_one(Account, current_account().id)
            knowing.unlink(rows, account, services().settings.oidc_issuer)
        flash(_("Your company’s sign-in opens this account no longer."))
    except knowing.Refused as refusal:
        flash(str(refusal))
    return redirect(url_for("staff.account"), 303)


def _parts() -> Services:
    """The services, where there is a company's sign-in at all."""
    return services() if services().settings.oidc_issuer else abort(404)


def _ask(**facts: str) -> ResponseReturnValue:
    parts = _parts()
    facts = {"next": "", "invited": "", "account": "", "again": ""} | facts
    once = {"nonce": secrets.token_urlsafe(32), "verifier": secrets.token_urlsafe(32)}
    try:
        sessions.count_company(parts, here())
        state = asked.ask(QUESTION, parts.clock(), **facts, **once)
        company = Company(parts.settings, parts.door)
        return redirect(company.ask(state, **once, again=bool(facts["again"])))
    except PlatformError as problem:
        return _no(facts, 502, str(problem))
    except throttle.TooMany as refusal:
        return _no(facts, 429, later(refusal))


def _enter(person: Person, facts: dict[str, str]) -> ResponseReturnValue:
    invite_id = services().links.read_invited(facts["invited"]) if facts["invited"] else None
    secret = sessions.with_company(services(), person, invite_id, here())
    answer = entered(secret, safe_next(facts["next"]))
    if facts.get("again") and person.asked_at and person.asked_at < services().clock() - RECENT:
        flash(_("Your company let you in without asking who you are. Sign out there, or take another way."))
    return answer


def _link(person: Person, facts: dict[str, str]) -> ResponseReturnValue:
    if current_account().id != facts["account"]:
        raise Wrong("somebody else is signed in meanwhile")
    with services().database.write(EVERYONE, here()) as rows:
        knowing.link(rows, rows.get_one(Account, current_account().id), person)
    flash(_("From now on your company’s sign-in opens this account."))
    return redirect(url_for("staff.account"), 303)


def _no(facts: dict[str, str], status: int, problem: str) -> ResponseReturnValue:
    if facts.get("account") and staff():
        flash(problem)
        return redirect(url_for("staff.account"), 303)
    return ask(status, problem)
