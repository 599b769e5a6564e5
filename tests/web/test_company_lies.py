"""What a company's sign-in, or somebody in between, could say that we must not believe."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, jsonify
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.support.served import buffering
from ugc.platforms import Door, PlatformError
from ugc.settings import Settings
from ugc.team.company import Person
from ugc.web.auth.company import MOST, Company, Stopped
from ugc.web.auth.wrong import Wrong

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
OURS, THEIRS = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))


class Liar:
    """A provider whose every word can be changed."""

    def __init__(self) -> None:
        self.app = Flask("liar")
        self.issuer = ""
        self.key: Any = OURS
        self.header = {"alg": "RS256", "kid": "one"}
        self.claims: dict[str, Any] = {"sub": "17", "aud": "ugc", "nonce": "n", "iat": AT, "exp": AT + 300}
        self.claims |= {"email": "mo@example.org", "email_verified": True}
        self.description: dict[str, Any] = {}
        self.answer: dict[str, Any] | None = None
        self.about: dict[str, Any] = {"sub": "17", "email": "mo@example.org", "email_verified": True}
        for path, view in (
            ("/.well-known/openid-configuration", self._described),
            ("/keys", lambda: KeySet([OURS]).as_dict(private=False)),
            ("/about", lambda: self.about),
        ):
            self.app.add_url_rule(path, path, view)
        self.app.add_url_rule("/token", "/token", self._token, methods=["POST"])

    def _described(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
        said = {name: f"{self.issuer}/{path}" for name, path in places.items()}
        return {"issuer": self.issuer, "userinfo_endpoint": f"{self.issuer}/about"} | said | self.description

    def _token(self) -> Any:
        if self.answer is not None:
            return jsonify(self.answer)
        return {"access_token": "a", "token_type": "Bearer", "id_token": self._signed()}

    def _signed(self) -> str:
        claims = {"iss": self.issuer} | self.claims
        if self.header["alg"] in ("none", "HS256"):
            return self._unsigned(claims)
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])

    def _unsigned(self, claims: dict[str, Any]) -> str:
        """By hand, for a library knows better; with HS256 our public key is the secret, which all know."""
        words = ".".join(_base64(json.dumps(part).encode()) for part in (self.header, claims))
        secret = OURS.as_pem(private=False)
        signature = b"" if self.header["alg"] == "none" else hmac.digest(secret, words.encode(), "sha256")
        return f"{words}.{_base64(signature)}"


def _base64(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@pytest.fixture
def liar() -> Iterator[Liar]:
    made = Liar()
    with buffering(made.app) as made.issuer:
        yield made


def come(liar: Liar, **given: str) -> Person:
    settings = {"secret_key": "k" * 40, "allow_private": "127.0.0.0/8", "oidc_client_id": "ugc"}
    ours = Settings.model_validate(settings | {"oidc_issuer": liar.issuer})
    company = Company(ours, Door(ours.allow_private))
    return company.who({"code": "c", "state": "s"} | given, "s", "n", "v" * 43, NOW)


def says(**claims: Any) -> Callable[[Liar], object]:
    return lambda liar: liar.claims.update(claims)


def describes(**facts: Any) -> Callable[[Liar], object]:
    return lambda liar: liar.description.update(facts)


def keeps_back(name: str) -> Callable[[Liar], object]:
    return lambda liar: liar.claims.pop(name)


def signs(key: Any, **header: str) -> Callable[[Liar], object]:
    return lambda liar: vars(liar).update(key=key, header=liar.header | header)


def answers(**words: Any) -> Callable[[Liar], object]:
    return lambda liar: vars(liar).update(answer=words)


def elsewhere(liar: Liar) -> None:
    liar.claims.pop("email")
    liar.about["sub"] = "18"


LIES: dict[str, Callable[[Liar], object]] = {
    "for another question": says(nonce="of another question"),
    "for no question": keeps_back("nonce"),
    "by another issuer": says(iss="https://login.evil.example"),
    "for another client": says(aud="somebody else"),
    "for several, not saying to whom": says(aud=["ugc", "somebody else"]),
    "given to somebody else": says(azp="somebody else"),
    "of yesterday": says(exp=AT - 86400),
    "without an end": keeps_back("exp"),
    "of tomorrow": says(iat=AT + 86400, exp=AT + 90000),
    "about nobody": says(sub=""),
    "about a list": says(sub=["17"]),
    "about somebody with an endless name": says(sub="1" * 256),
    "about another person than its second page": elsewhere,
    "with the hash of another access token": says(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "signed by another key": signs(THEIRS),
    "signed by a key nobody knows": signs(THEIRS, kid="two"),
    "not signed": signs(OURS, alg="none"),
    "signed with the public key as a secret": signs(OURS, alg="HS256"),
    "asked at no time": says(auth_time="noon"),
    "asked when there was no time": says(auth_time=1e300),
    "no token": answers(access_token="a", token_type="Bearer"),
    "no JSON web token": answers(access_token="a", token_type="Bearer", id_token="nonsense"),
    "a fault": answers(error="invalid_grant"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_token_is_not_believed(liar: Liar, lie: Callable[[Liar], object]) -> None:
    lie(liar)
    with pytest.raises(Wrong):
        come(liar)


def test_the_same_provider_is_believed_when_it_does_not_lie(liar: Liar) -> None:
    assert come(liar) == Person(liar.issuer, "17", "mo@example.org", "", two_factors=False, asked_at=None)


def test_it_may_say_when_it_asked(liar: Liar) -> None:
    liar.claims["auth_time"] = AT - 60
    assert come(liar).asked_at == NOW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("methods", "two"), [(["pwd", "otp", "mfa"], True), (["pwd", "otp"], False), ([], False)]
)
def test_it_counts_as_two_factors_only_where_it_says_so(liar: Liar, methods: list[str], two: bool) -> None:
    liar.claims["amr"] = methods
    assert come(liar).two_factors is two


@pytest.mark.parametrize(
    "claim", [{"email_verified": False}, {"email_verified": 1.5}, {"email_verified": None}]
)
def test_an_address_it_does_not_vouch_for_is_none(liar: Liar, claim: dict[str, Any]) -> None:
    liar.claims |= claim
    assert come(liar).email == ""


@pytest.mark.parametrize(
    "given", [{"state": "another"}, {"state": ""}, {"iss": "https://login.evil.example"}]
)
def test_an_answer_to_another_question_is_not_taken(liar: Liar, given: dict[str, str]) -> None:
    with pytest.raises(Wrong):
        come(liar, **given)
    with pytest.raises(Wrong):
        come(liar, error="access_denied", **given)


def test_one_that_always_names_itself_has_to(liar: Liar) -> None:
    liar.description["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(Wrong):
        come(liar)
    assert come(liar, iss=liar.issuer).subject == "17"


def test_no_is_no(liar: Liar) -> None:
    with pytest.raises(Stopped):
        come(liar, error="access_denied")


@pytest.mark.parametrize(
    "lie",
    [
        describes(issuer="https://login.evil.example"),
        describes(authorization_endpoint="javascript:alert(1)"),
        describes(token_endpoint="http://169.254.169.254/latest/meta-data/"),
        describes(jwks_uri="http://10.0.0.1/keys"),
        describes(padding="x" * MOST),
    ],
    ids=["another issuer", "a script", "our cloud", "our network", "endless"],
)
def test_a_description_leads_nowhere_else(liar: Liar, lie: Callable[[Liar], object]) -> None:
    lie(liar)
    with pytest.raises(PlatformError):
        come(liar)
