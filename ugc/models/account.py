from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ugc.models.base import Base, Owned, Row


class Account(Base, Row):
    """A person's sign-in. What they may do hangs on their memberships, one per brand."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))


class Member(Base, Owned):
    """An account's place in one brand. `may_speak`: their messages go out; others' wait for release."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("brand_id", "account_id"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    may_speak: Mapped[bool]

    account: Mapped[Account] = relationship()


class SignIn(Base, Row):
    """A staff session. The cookie carries a secret; only its SHA-256 is kept here."""

    __tablename__ = "sign_in"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class Attempt(Base, Row):
    """A counted try (a wrong password, an upload) at `key`, kept for throttling."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(200), index=True)
