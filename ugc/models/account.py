from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    false,
    select,
    true,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ugc import states
from ugc.models.base import Base, Owned, Row, Stateful
from ugc.models.brand import Brand


class Account(Base, Row):
    """A person's sign-in. What they may do hangs on their memberships, one per brand.

    `totp` is the encrypted secret of their one-time codes (RFC 6238), `totp_step` the last one used, so
    that none works twice; `recovery` are the SHA-256 of codes for the day the phone is lost.
    """

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp: Mapped[str | None] = mapped_column(Text)
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")
    recovery: Mapped[list[str]] = mapped_column(default=list, server_default="[]")

    members: Mapped[list["Member"]] = relationship(viewonly=True)

    @classmethod
    def at(cls, email: str) -> Select[Self]:
        """The account with this address, however it is capitalised."""
        return select(cls).where(cls.email == email.strip().lower())


class Member(Base, Owned):
    """An account's place in one brand. `may_speak`: their messages go out; others' wait for release."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("brand_id", "account_id"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    may_speak: Mapped[bool]

    account: Mapped[Account] = relationship()
    brand: Mapped[Brand] = relationship()

    @classmethod
    def of(cls, account: Account) -> Select[Self]:
        """All places of an account."""
        return select(cls).where(cls.account_id == account.id).options(joinedload(cls.account))

    @classmethod
    def at(cls, brand_id: str) -> Select[Self]:
        """Everybody with a place in a brand."""
        return select(cls).where(cls.brand_id == brand_id).options(joinedload(cls.account))


class Invite(Base, Stateful):
    """That somebody may join a brand: their address proves who they are, and the link works once."""

    __tablename__ = "invite"
    __table_args__ = (Index("ix_invite_open", "brand_id", "state"),)
    machine: ClassVar = states.INVITE

    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(16))
    may_speak: Mapped[bool]
    invited_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]

    inviter: Mapped[Account] = relationship()


class SignIn(Base, Row):
    """A staff session. The cookie carries a secret; only its SHA-256 is kept here.

    Until it is `complete`, the password was right and the second factor is still missing. `two_factors`: what
    opened it was two in one: a passkey, or the company's sign-in where that says that it asked for two.
    `confirmed_at`: when its owner last showed who they are.
    """

    __tablename__ = "sign_in"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    complete: Mapped[bool] = mapped_column(default=True, server_default=true())
    two_factors: Mapped[bool] = mapped_column(default=False, server_default=false())
    confirmed_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45), server_default="", default="")
    agent: Mapped[str] = mapped_column(String(200), server_default="", default="")

    account: Mapped[Account] = relationship()

    @classmethod
    def live(cls, secret_sha256: str, at: datetime) -> Select[Self]:
        """The session this secret opens at that moment, with its account and that one's places."""
        rows = select(cls).where(cls.secret_sha256 == secret_sha256, cls.expires_at > at)
        places = joinedload(cls.account).joinedload(Account.members)
        return rows.options(places.options(joinedload(Member.account), joinedload(Member.brand)))

    @classmethod
    def of(cls, account_id: str) -> Select[Self]:
        """All sessions of an account."""
        return select(cls).where(cls.account_id == account_id)

    @classmethod
    def expired(cls, at: datetime) -> Select[Self]:
        """The sessions that are over."""
        return select(cls).where(cls.expires_at <= at)


class Forgotten(Base, Row):
    """That somebody says the password at this address is forgotten; gone once that was looked up.

    One for every address that is typed, whether or not somebody has it: so the page does the same for all.
    """

    __tablename__ = "forgotten"

    email: Mapped[str] = mapped_column(String(254))


class Passkey(Base, Row):
    """A key pair on somebody's device (W3C WebAuthn): the public half, in base64url as the browser names it.

    `uses` is the device's own count, which a copied key would fall behind; synchronised ones stay at 0.
    """

    __tablename__ = "passkey"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    credential: Mapped[str] = mapped_column(String(1364), unique=True)  # 1,023 bytes at most
    public_key: Mapped[str] = mapped_column(Text)
    uses: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()

    @classmethod
    def of(cls, account_id: str) -> Select[Self]:
        """An account's passkeys, the oldest first."""
        return select(cls).where(cls.account_id == account_id).order_by(cls.created_at, cls.id)

    @classmethod
    def called(cls, credential: str) -> Select[Self]:
        """The one its device knows by this name, with its account."""
        return select(cls).where(cls.credential == credential).options(joinedload(cls.account))


class Identity(Base, Row):
    """Who an account is at the company's own sign-in (OpenID Connect): its `sub` there, which never changes.

    It stays when somebody takes it off their account (`removed_at`), so that their address alone does not put
    it back.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("account_id", "issuer"))

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))  # at most 255 characters: OpenID Connect Core, 2
    used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()

    @classmethod
    def called(cls, issuer: str, subject: str) -> Select[Self]:
        """The one a company's sign-in knows by this name, with its account."""
        rows = select(cls).where(cls.issuer == issuer, cls.subject == subject)
        return rows.options(joinedload(cls.account))

    @classmethod
    def of(cls, account_id: str, issuer: str) -> Select[Self]:
        """An account's own there, also one that was removed."""
        return select(cls).where(cls.account_id == account_id, cls.issuer == issuer)


class Attempt(Base, Row):
    """A counted try (a wrong password, an upload) at `key`, kept for throttling."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(200), index=True)

    @classmethod
    def since(cls, key: str, moment: datetime) -> Select[Self]:
        """The tries at a key after that moment, newest first."""
        rows = select(cls).where(cls.key == key, cls.created_at > moment)
        return rows.order_by(cls.created_at.desc())
