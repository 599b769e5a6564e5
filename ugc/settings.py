"""What an operator can set: environment variables, typed, refused with a sentence when wrong."""

import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "UGC_"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names each one and what would be right."""


def _words(value: Any) -> Any:
    return tuple(word for word in value.replace(",", " ").split()) if isinstance(value, str) else value


class Settings(BaseModel):
    """Every setting; the variable's name is the field's in capitals after `UGC_`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    secret_key: str = Field(min_length=32, description="Signs links and sessions, encrypts channel secrets.")
    storage: Path = Field(ROOT / "storage", description="Folder of the embedded database, queue and media.")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in storage.")
    store_url: str = Field("", description="file:///… or s3://bucket/prefix?endpoint=…; empty: in storage.")
    queue_url: str = Field("", description="sqlite:///…, redis://… or postgresql://…; empty: in storage.")
    mail_url: str = Field("", description="file:///…, smtp://… or smtps://…; empty: outbox in storage.")
    mail_from: str = Field("hello@localhost", description="The address letters come from.")
    base_url: str = Field("http://127.0.0.1:8000", description="The public address, without a final slash.")
    surfaces: Annotated[tuple[Literal["public", "staff"], ...], BeforeValidator(_words)] = Field(
        ("public", "staff"), description="Which sides this process serves."
    )
    campaigns: Path = Field(ROOT / "campaigns", description="Folder of campaign definitions.")
    allow_private: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_words)] = Field(
        (), description="Private networks that channels may live in; all others are refused."
    )
    instagram_app_secret: str = Field(
        "", description="Checks what Instagram’s official interface tells us; empty: it is not listened to."
    )
    instagram_verify_token: str = Field(
        "", description="Typed in at Instagram as well, it proves that our address is ours."
    )
    proxies: int = Field(
        0, ge=0, description="How many reverse proxies stand in front and set X-Forwarded-*."
    )

    oidc_issuer: str = Field(
        "", max_length=255, pattern=r"^($|https?://)", description="The company's own sign-in; empty: none."
    )
    oidc_client_id: str = Field("", description="What we are called there.", validate_default=True)
    oidc_client_secret: str = Field(
        "", description="What we show it that it is us; empty: nothing, PKCE only."
    )
    oidc_name: str = Field("your company", description="What the button calls it: “Sign in with …”.")

    @field_validator("oidc_client_id")
    @classmethod
    def _needed(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("oidc_issuer") and not value:
            raise PydanticCustomError("needed", "Is needed beside UGC_OIDC_ISSUER")
        return value

    def model_post_init(self, _: Any) -> None:
        storage = self.storage.resolve()
        embedded = {
            "database_url": f"sqlite:///{storage}/ugc.sqlite3",
            "store_url": (storage / "media").as_uri(),
            "queue_url": f"sqlite:///{storage}/queue.sqlite3",
            "mail_url": (storage / "outbox").as_uri(),
        }
        for name, default in embedded.items():
            if not getattr(self, name):
                object.__setattr__(self, name, default)


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `UGC_*`, or the file that `UGC_*_FILE` names. Raises SettingsError naming all that is wrong."""
    given = {
        key[len(PREFIX) :].lower(): value for key, value in environment.items() if key.startswith(PREFIX)
    }
    for name in [name for name in given if name.endswith("_file")]:
        given[name.removesuffix("_file")] = _content(name, given.pop(name))
    try:
        return Settings.model_validate(given)
    except ValidationError as problem:
        lines = [
            f"{PREFIX}{str(e['loc'][0]).upper()}: {_plain(e['type'], e['msg'])}" for e in problem.errors()
        ]
        raise SettingsError("\n".join(lines)) from None


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError as problem:
        raise SettingsError(f"{PREFIX}{name.upper()}: cannot read {path}: {problem.strerror}") from None


def _plain(kind: str, message: str) -> str:
    if kind == "missing":
        return "is not set, and there is no default that would be safe. Make one with `python -m ugc init`."
    if kind == "extra_forbidden":
        return "is not a setting we know."
    return message[0].lower() + message[1:] + "."
