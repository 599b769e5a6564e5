"""Who is signed in: a row here, a random secret in their browser."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Response, has_request_context, request

from ugc.db import EVERYONE, Session
from ugc.lifecycle import Actor, record
from ugc.models import Account, Member, Passkey, SignIn
from ugc.settings import Settings
from ugc.team.account import new_password
from ugc.team.company import Person, enter
from ugc.web.auth import codes, passkeys, throttle
from ugc.web.auth.passwords import hash_password, matches
from ugc.web.auth.wrong import Wrong
from ugc.wiring import Services

LIVES = timedelta(days=7)
UNUSED = timedelta(days=1)  # a session nobody uses ends sooner (OWASP ASVS 5.0, 7.3.1)
SELDOM = timedelta(
    hours=1
)  # one that is used is put off no more often than this, so that reading stays reading
HALFWAY = timedelta(minutes=10)
COMPANY = "company from "  # counted by network address: who it is we learn when they come back


def sign_in(services: Services, email: str, password: str, address: str) -> str:
    """Check a password and begin a session; returns its secret. Raises Wrong, TooMany or Busy.

    Where there is a second factor the session is incomplete, and opens nothing but the question for it.
    """
    with services.database.write(EVERYONE) as session:
        throttle.count(session, email, address)
        account = session.scalar(Account.at(email))
    if not matches(account.password_hash if account else "", password) or not account:
        raise Wrong
    with services.database.write(EVERYONE, address) as session:
        if account.totp is None:
            throttle.forgive(session, email, address)
        else:
            throttle.forgive_one(session, address)
        for over in session.scalars(SignIn.expired(session.now())):
            session.delete(over)
        return begin(session, account, complete=account.totp is None)


def second_step(services: Services, secret: str, code: str, address: str) -> str:
    """Complete a session with a one-time or recovery code; its secret changes. Raises Wrong or TooMany."""
    row = _counted(services, secret, address)
    with services.database.write(EVERYONE, address) as session:
        account = session.get_one(Account, row.account_id, with_for_update=True)
        if not codes.use(account, services.vault, code, session.now()):
            raise Wrong
        throttle.forgive(session, account.email, address)
        return begin(session, account, confirmed_at=row.confirmed_at)


def with_passkey(services: Services, answer: str, address: str) -> str:
    """Begin a session by what a passkey answered; returns its secret. Raises Wrong or TooMany."""
    called = passkeys.named(answer)
    with services.database.write(EVERYONE) as session:
        throttle.count(session, called, address)
    with services.database.write(EVERYONE, address) as session:
        row = session.scalar(Passkey.called(called))
        account = passkeys.use(session, services.settings, row, answer)
        throttle.forgive(session, called, address)
        return begin(session, account, two_factors=True)


def count_company(services: Services, address: str) -> None:
    """Count that somebody sets out there; whoever gets in is forgiven. Raises TooMany."""
    with services.database.write(EVERYONE) as session:
        throttle.count(session, COMPANY + address, address)


def with_company(services: Services, person: Person, invite_id: str | None, address: str) -> str:
    """Begin a session for whom the company vouches; returns its secret. Raises Refused.

    Where the company has asked for one factor only, our own second one is still asked for.
    """
    with services.database.write(EVERYONE, address) as session:
        account = enter(session, person, invite_id)
        throttle.forgive(session, COMPANY + address, address)
        complete = person.two_factors or account.totp is None
        asked_at = person.asked_at and min(person.asked_at, session.now())
        return begin(
            session, account, complete=complete, two_factors=person.two_factors, confirmed_at=asked_at
        )


def confirm(services: Services, secret: str, password: str, code: str, address: str) -> str:
    """Begin a session anew for whoever shows again who they are, with a code where there is a second factor.

    Returns its secret. Raises Wrong, TooMany or Busy.
    """
    row = _counted(services, secret, address)
    if not matches(row.account.password_hash, password):
        raise Wrong
    with services.database.write(EVERYONE, address) as session:
        account = session.get_one(Account, row.account_id, with_for_update=True)
        if account.totp and not codes.use(account, services.vault, code, session.now()):
            raise Wrong
        throttle.forgive(session, account.email, address)
        return begin(session, account, two_factors=row.two_factors)


def change_password(services: Services, secret: str, current: str, new: str, address: str) -> str:
    """Take `new` for the current password. Every session ends, and this one begins anew: its secret.

    Raises Wrong, TooMany or Busy.
    """
    row = _counted(services, secret, address)
    if not matches(row.account.password_hash, current):
        raise Wrong
    kept = hash_password(new)
    with services.database.write(EVERYONE, address) as session:
        account = session.get_one(Account, row.account_id, with_for_update=True)
        throttle.forgive(session, account.email, address)
        new_password(session, account, kept)
        return begin(session, account, two_factors=row.two_factors)


def _counted(services: Services, secret: str, address: str) -> SignIn:
    """The session in which a password or a code is tried, once that is counted. Raises Wrong or TooMany."""
    with services.database.write(EVERYONE) as session:
        row = find(session, secret)
        if row is None:
            raise Wrong
        throttle.count(session, row.account.email, address)
        return row


def begin(
    session: Session,
    account: Account,
    *,
    complete: bool = True,
    two_factors: bool = False,
    confirmed_at: datetime | None = None,
) -> str:
    """A new session for an account; returns its secret, which is kept nowhere.

    Beginning one shows who they are, unless that was `confirmed_at` another moment.
    """
    secret = secrets.token_urlsafe(32)
    row = SignIn(account_id=account.id, secret_sha256=_digest(secret), complete=complete)
    row.two_factors, row.confirmed_at = two_factors, confirmed_at or session.now()
    row.expires_at = session.now() + (UNUSED if complete else HALFWAY)
    if has_request_context():
        row.address = request.remote_addr or ""
        row.agent = request.user_agent.string[:200]
    session.add(row)
    if not complete:
        return secret
    _log(session, account, "signed_in")
    return secret


def end(session: Session, secret: str) -> None:
    """End the session a secret opens; one that is over already is fine."""
    row = find(session, secret)
    if row:
        if row.complete:
            _log(session, row.account, "signed_out")
        session.delete(row)


def _log(session: Session, account: Account, what: str) -> None:
    """A line in the audit log of every brand they work for."""
    for member in session.scalars(Member.of(account)):
        record(session, member, None, what, Actor("member", account.id), "")


def find(session: Session, secret: str) -> SignIn | None:
    """The live session a secret opens."""
    return session.scalars(SignIn.live(_digest(secret), session.now())).unique().one_or_none()


def put_off(services: Services, row: SignIn) -> None:
    """A session in use goes on for a day from now, and never beyond its week."""
    until = min(row.created_at + LIVES, services.clock() + UNUSED)
    if until - row.expires_at < SELDOM:
        return
    with services.database.write(EVERYONE) as session:
        if kept := session.get(SignIn, row.id):
            kept.expires_at = until


def is_this(row: SignIn, secret: str) -> bool:
    """Whether a session is the one this secret opens."""
    return row.secret_sha256 == _digest(secret)


def presented(settings: Settings) -> str:
    """The secret this request carries, or nothing."""
    return request.cookies.get(_name(settings), "")


def hand_out(response: Response, settings: Settings, secret: str) -> None:
    """Give the browser its secret; an empty one takes it away."""
    response.set_cookie(
        _name(settings),
        secret,
        max_age=LIVES if secret else 0,
        path="/",
        secure=_https(settings),
        httponly=True,
        samesite="Lax",
    )


def _name(settings: Settings) -> str:
    """`__Host-` binds the cookie to this host (RFC 6265bis, 4.1.3.2); it takes `Secure`, and that https.

    On plain http only `make run` on one's own machine is served; there Safari refuses `Secure` cookies
    even on a loopback address, so the cookie goes without both.
    """
    return "__Host-ugc" if _https(settings) else "ugc"


def _https(settings: Settings) -> bool:
    return settings.base_url.startswith("https://")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
