"""Every column that holds what somebody wrote, found from the models, and how to write into them."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import JSON, Column, String, UniqueConstraint, inspect, select

from ugc.db import Session
from ugc.lifecycle import ENGINE, record
from ugc.models import Base, Brand, Event

CODE = 40  # characters: what is shorter holds one of our own words
OURS = {
    "account.password_hash", "account.totp", "account.recovery", "attempt.key", "brand.slug",
    "campaign.slug", "chain.hash", "channel.secret", "event.actor", "event.address",
    "passkey.credential", "passkey.public_key",
    "event.commitment", "event.hash", "sign_in.address", "sign_in.secret_sha256", "mail.key",
    "revision.sha256", "search.cursors", "terms.sha256", "refusal.author_sha256", "upload.draft",
    "upload.key", "upload.sha256", "upload.mime", "submission.form_key", "photo.original_key",
    "photo.sha256", "photo.mime", "photo.thumbhash", "photo.looks", "report.origin",
    "reshare.photo_ids", "rendition.key", "decision.asks",
}  # fmt: skip
"""Made by us: keys, hashes, secrets, slugs a definition is held to."""
CHECKED = {
    "mail.to", "brand.profile", "revision.document", "saved_view.filters", "hint.evidence",
    "find.media",
}  # fmt: skip
"""Held to a shape when they are written, so that not any text gets there."""

Awkward = Callable[[str], str]


def written() -> Iterator[tuple[type[Base], Column[Any]]]:
    """Each model with each of its columns that hold what a person or another server wrote."""
    for mapper in Base.registry.mappers:
        for column in mapper.local_table.columns:
            name = f"{mapper.local_table.name}.{column.name}"
            if name not in OURS | CHECKED and _holds_text(column):
                yield mapper.class_, column


def _holds_text(column: Column[Any]) -> bool:
    if column.primary_key or column.foreign_keys:
        return False
    return isinstance(column.type, JSON) or (
        isinstance(column.type, String) and (column.type.length or CODE) >= CODE
    )


def fill(session: Session, awkward: Awkward) -> set[str]:
    """Write `awkward(column)` into every such column of every row; the columns that had rows.

    The log is only ever added to.
    """
    done = {"event.reason"}
    for brand in session.scalars(select(Brand)):
        record(session, brand, None, "noted", ENGINE, awkward("event.reason"))
    for model, column in written():
        name = f"{column.table.name}.{column.name}"
        for row in () if model is Event else session.scalars(select(model)):
            setattr(row, column.key, _value(row, column, awkward(name)))
            done.add(name)
    return done


def _value(row: Base, column: Column[Any], text: str) -> Any:
    if isinstance(column.type, JSON):
        held = getattr(row, column.key)
        return None if held is None else dict.fromkeys(held, text)
    (own,) = inspect(row).identity or ("",)
    own = f" {own}" if _unique(column) else ""
    most = getattr(column.type, "length", None) or len(text) + len(own)
    return text[: most - len(own)] + own


def _unique(column: Column[Any]) -> bool:
    among = (one.columns for one in column.table.constraints if isinstance(one, UniqueConstraint))
    return any(column.name in columns for columns in among)
