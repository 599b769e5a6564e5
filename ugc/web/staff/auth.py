"""Signing in and out."""

from flask import flash, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ugc import language
from ugc.db import EVERYONE
from ugc.web import refusals
from ugc.web.auth import passkeys, safe_next, sessions, staff
from ugc.web.auth.passwords import Busy
from ugc.web.auth.throttle import TooMany
from ugc.web.auth.wrong import Wrong
from ugc.web.context import gettext as _
from ugc.web.context import page, services, spoken
from ugc.web.forms.staff import SignInForm
from ugc.web.staff.blueprint import blueprint


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask who is there; somebody who is signed in goes on."""
    return redirect(safe_next(request.args.get("next"))) if staff() else ask()


@blueprint.post("/sign-in")
def check() -> ResponseReturnValue:
    """Let them in, or say no in the same words for an unknown address and a wrong password."""
    form = SignInForm()
    if not form.validate():
        return _refuse(form)
    try:
        email, password = form.email.data, form.password.data
        secret = sessions.sign_in(services(), email, password, here())
    except Wrong:
        return _refuse(form)
    except TooMany as refusal:
        return _ask(form, 429, later(refusal))
    except Busy:
        return _ask(form, 503, _("Many people are signing in right now. Please try again in a moment."))
    return entered(secret, safe_next(form.next.data))


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the table."""
    return changed("", url_for("staff.sign_in"))


def here() -> str:
    """The network address of whoever asks."""
    return request.remote_addr or "::"


def later(refusal: TooMany) -> str:
    """When whoever has tried too often may try again."""
    when = language.ago(refusal.until, services().clock(), spoken())
    return _("That was one try too many. You can try again %(when)s.", when=when)


def wrong_code() -> str:
    """What to do about a code that was not taken."""
    return _(
        "That is not the code. Each works once, while your phone shows it. If none does, "
        "let your phone set its clock by itself."
    )


def passkey_question() -> str:
    """What a passkey is to answer; nothing where there can be none."""
    if not passkeys.possible(services().settings):
        return ""
    return passkeys.to_use(services().settings, services().clock())


def company_name() -> str:
    """What the company's own sign-in is called; nothing where there is none."""
    settings = services().settings
    return settings.oidc_name if settings.oidc_issuer else ""


def _refuse(form: SignInForm) -> ResponseReturnValue:
    return _ask(form, 401, _("That address and password do not belong together. Please check both."))


def ask(status: int = 200, problem: str = "") -> ResponseReturnValue:
    """The door, for somebody who has typed nothing yet; who is in asked to be sure that it is them."""
    if staff():
        refusals.note(status)
        flash(problem)
        return redirect(url_for("staff.confirm", next=request.values.get("next")), 303)
    return _ask(SignInForm(formdata=None, next=request.values.get("next", "")), status, problem)


def _ask(form: SignInForm, status: int = 200, problem: str = "") -> ResponseReturnValue:
    return page(
        "staff/sign_in.html",
        status=status,
        form=form,
        problem=problem,
        passkey=passkey_question(),
        company=company_name(),
    )


def entered(secret: str, target: str) -> ResponseReturnValue:
    """Where somebody goes with a new session: on, or to the question for their second factor."""
    with services().database.read(EVERYONE) as rows:
        row = sessions.find(rows, secret)
        halfway = row is not None and not row.complete
    return changed(secret, url_for("staff.second_step", next=target) if halfway else target)


def changed(secret: str, target: str) -> ResponseReturnValue:
    """Somebody else from now on: a new secret; the session of before is over, and no token of it is good."""
    session.clear()
    with services().database.write(EVERYONE, here()) as rows:
        sessions.end(rows, sessions.presented(services().settings))
    response = make_response(redirect(target, 303))
    sessions.hand_out(response, services().settings, secret)
    return response
