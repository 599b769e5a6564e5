"""The company's own sign-in (OpenID Connect Core 1.0): authorization code flow with PKCE, state and nonce.

Authlib speaks the protocol, our one HTTP door carries it. A sign-in asks for the provider's description and
keys anew, so a key that was changed there is no case of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from secrets import compare_digest
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ugc.platforms import Door
from ugc.platforms.answer import Answer
from ugc.settings import Settings
from ugc.team.company import Person
from ugc.web.auth.wrong import Wrong
from ugc.web.forms.parts import NAME, clean

BACK = "/staff/sign-in/company/back"  # what an operator registers there, behind UGC_BASE_URL
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]  # public keys only: never `none`, never a shared secret
LEEWAY = 60  # seconds between two clocks
MOST = 256 * 1024  # bytes of any answer
LONGEST = 255  # characters of a subject: OpenID Connect Core, 2
ANEW = {"prompt": "login", "max_age": "0"}  # OpenID Connect Core, 3.1.2.1
TWO = "mfa"  # RFC 8176: more than one factor was asked for
WORDS = {"Accept": "application/json"}


class Stopped(Exception):
    """They stopped there, or their company said no."""


@dataclass(frozen=True)
class _Provider:
    """What a provider says about itself (OpenID Connect Discovery 1.0, section 3)."""

    asks: str
    token: str
    keys: str
    about: str
    names_itself: bool


@dataclass(frozen=True)
class _Door:
    """What Authlib takes for a `requests` session: one POST, through our own door."""

    door: Door

    def post(
        self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth
    ) -> "_Reply":
        url, sent, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        kind = sent.pop("Content-Type")
        return _Reply(self.door.request("POST", url, headers=sent, data=(body.encode(), kind), most=MOST))


class _Reply:
    """The answer to it, as Authlib reads one; the door has seen to a server in trouble."""

    def __init__(self, answer: Answer) -> None:
        self.status_code = answer.status
        self.json = partial(answer.read, lambda said: said)

    def raise_for_status(self) -> None:
        raise Wrong


class Company:
    """The provider that the settings name. Every method raises PlatformError when it cannot be asked."""

    def __init__(self, settings: Settings, door: Door) -> None:
        self._door = door
        self._issuer, self._id = settings.oidc_issuer, settings.oidc_client_id
        self._back = settings.base_url + BACK
        self._client = OAuth2Client(
            _Door(door),
            client_id=self._id,
            client_secret=settings.oidc_client_secret or None,
            scope="openid email profile",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def ask(self, state: str, nonce: str, verifier: str, *, again: bool = False) -> str:
        """The address at which it asks somebody who they are; `again` also whom it knows already."""
        asks, more = self._provider().asks, ANEW if again else {}
        address, _ = self._client.create_authorization_url(asks, state, verifier, nonce=nonce, **more)
        return str(address)

    def who(self, given: Mapping[str, str], state: str, nonce: str, verifier: str, now: datetime) -> Person:
        """Who came back with these parameters. Raises Stopped, or Wrong for what we can't believe."""
        provider = self._provider()
        try:
            self._check(given, state, provider)
            token = self._client.fetch_token(
                provider.token, grant_type="authorization_code", code=given["code"], code_verifier=verifier
            )
            claims = self._claims(provider, token, nonce, now)
            return self._person(claims, self._about(provider, claims, str(token["access_token"])))
        except (AuthlibBaseError, JoseError, ValueError, LookupError, TypeError, OverflowError) as problem:
            raise Wrong(repr(problem)) from problem

    def _provider(self) -> _Provider:
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        return self._door.request("GET", address, headers=WORDS, most=MOST).read(self._described)

    def _described(self, said: dict[str, Any]) -> _Provider:
        """Raises ValueError when it is another issuer, or would ask people where others can listen."""
        asks = said["authorization_endpoint"]
        if said["issuer"] != self._issuer or urlsplit(asks).scheme != urlsplit(self._issuer).scheme:
            raise ValueError(self._issuer)
        named = said.get("authorization_response_iss_parameter_supported") is True
        return _Provider(
            asks, said["token_endpoint"], said["jwks_uri"], said.get("userinfo_endpoint", ""), named
        )

    def _check(self, given: Mapping[str, str], state: str, provider: _Provider) -> None:
        """It is the answer to our question, from whom we asked (RFC 9207)."""
        if not compare_digest(given.get("state", "").encode(), state.encode()):
            raise ValueError("state")
        if given.get("iss", "" if provider.names_itself else self._issuer) != self._issuer:
            raise ValueError("iss")
        if "error" in given:
            raise Stopped(given["error"])

    def _claims(self, provider: _Provider, token: dict[str, Any], nonce: str, now: datetime) -> CodeIDToken:
        """What the ID token says, its signature and every claim of OpenID Connect Core 3.1.3.7 checked."""
        keys = self._door.request("GET", provider.keys, headers=WORDS, most=MOST).read(KeySet.import_key_set)
        signed = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        wanted = {"iss": self._issuer, "aud": self._id}
        options = {name: {"essential": True, "value": value} for name, value in wanted.items()}
        params = {"nonce": nonce, "client_id": self._id, "access_token": token["access_token"]}
        claims = CodeIDToken(signed.claims, signed.header, options, params)
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        return claims

    def _about(self, provider: _Provider, claims: CodeIDToken, access_token: str) -> Mapping[str, Any]:
        """Their address, which stands in the ID token or where it says; about the same person only."""
        if "email" in claims or not provider.about:
            return dict(claims)
        answer = self._door.request("GET", provider.about, token=access_token, headers=WORDS, most=MOST)
        about: dict[str, Any] = answer.read(dict)
        if about["sub"] != claims["sub"]:
            raise ValueError("sub")
        return about

    def _person(self, claims: CodeIDToken, about: Mapping[str, Any]) -> Person:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
            raise ValueError("sub")
        email = str(about.get("email", "")) if about.get("email_verified") in (True, "true") else ""
        name = clean(str(about.get("name", "")))[:NAME]
        asked_at = datetime.fromtimestamp(claims["auth_time"], UTC) if claims.get("auth_time") else None
        two = TWO in claims.get("amr", ())
        return Person(self._issuer, subject, email.strip().lower(), name, two, asked_at)
