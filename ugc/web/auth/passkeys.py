"""Passkeys (W3C WebAuthn, level 3): a key on somebody's device instead of a password and a code.

They are discoverable, so that nobody types an address, and each use has the device check who holds it.
"""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ugc.db import Session
from ugc.models import Account, Passkey
from ugc.settings import Settings
from ugc.web.auth import asked
from ugc.web.auth.wrong import Wrong

QUESTION = "passkey"
CHECKED = UserVerificationRequirement.REQUIRED
KEPT = AuthenticatorSelectionCriteria(resident_key=ResidentKeyRequirement.REQUIRED, user_verification=CHECKED)


def possible(settings: Settings) -> bool:
    """Whether browsers make any here: they bind them to a name, never to a number."""
    try:
        ip_address(_host(settings))
    except ValueError:
        return True
    return False


def to_make(settings: Settings, account: Account, kept: Sequence[Passkey], now: datetime) -> str:
    """What the browser makes one from, as JSON; none on a device that has one of theirs already."""
    known = [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in kept]
    options = webauthn.generate_registration_options(
        rp_id=_host(settings),
        rp_name="ugc",
        user_id=account.id.encode(),
        user_name=account.email,
        user_display_name=account.name,
        challenge=asked.ask(QUESTION, now).encode(),
        authenticator_selection=KEPT,
        exclude_credentials=known,
    )
    return webauthn.options_to_json(options)


def to_use(settings: Settings, now: datetime) -> str:
    """What the browser answers with whichever passkey its owner picks, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(settings), challenge=asked.ask(QUESTION, now).encode(), user_verification=CHECKED
    )
    return webauthn.options_to_json(options)


def made(session: Session, settings: Settings, account: Account, answer: str, name: str) -> Passkey:
    """Keep the one a browser has made for an account. Raises Wrong."""
    try:
        new = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked.answered(session, QUESTION)[0].encode(),
            expected_rp_id=_host(settings),
            expected_origin=_origin(settings),
            require_user_verification=True,
        )
    except WebAuthnException as problem:
        raise Wrong from problem
    row = Passkey(account_id=account.id, name=name, uses=new.sign_count)
    row.credential, row.public_key = (
        bytes_to_base64url(part) for part in (new.credential_id, new.credential_public_key)
    )
    session.add(row)
    return row


def named(answer: str) -> str:
    """Which passkey an answer says it is by. Raises Wrong for what is no answer."""
    try:
        return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
    except WebAuthnException as problem:
        raise Wrong from problem


def use(session: Session, settings: Settings, row: Passkey | None, answer: str) -> Account:
    """Whose it is, if it answers the question this browser was asked. Raises Wrong."""
    challenge = asked.answered(session, QUESTION)[0].encode()
    if row is None:
        raise Wrong
    try:
        seen = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(settings),
            expected_origin=_origin(settings),
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.uses,
            require_user_verification=True,
        )
    except WebAuthnException as problem:
        raise Wrong from problem
    row.uses, row.used_at = seen.new_sign_count, session.now()
    return row.account


def _host(settings: Settings) -> str:
    return urlsplit(settings.base_url).hostname or ""


def _origin(settings: Settings) -> str:
    parts = urlsplit(settings.base_url)
    return f"{parts.scheme}://{parts.netloc}"
