"""Everything we have from one customer, to take along: a ZIP, made while it is being sent."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import select

from ugc import letters
from ugc.consent import receipt as receipts
from ugc.db import Session
from ugc.definitions import load
from ugc.definitions.texts import text
from ugc.links import Links
from ugc.models import Brand, Customer, Decision, Event, Mail, Photo, Reshare, Submission, Thread
from ugc.stores import Missing, Store

CHUNK = 256 * 1024  # bytes of a photo in memory
NEVER_LEFT = ("draft", "scheduled", "failed", "cancelled")


@dataclass(frozen=True)
class Parcel:
    """What goes into the ZIP: texts by their name in it, and the store's keys of the originals by theirs."""

    at: datetime
    texts: dict[str, str]
    files: dict[str, str]


def pack(session: Session, customer: Customer, links: Links) -> Parcel:
    """Gather all that is known of a customer; the session sees their rows."""
    sent = session.scalars(
        select(Submission)
        .where(Submission.customer_id == customer.id, Submission.state != "erased")
        .order_by(Submission.created_at, Submission.id)
    ).all()
    brand = session.get_one(Brand, customer.brand_id)
    everything = {
        "brand": brand.name,
        "made": _moment(session.now()),
        "customer": {"id": customer.id, "name": customer.name, "email": customer.email}
        | {"language": customer.language},
        "submissions": [_submission(session, one, links, links.my(customer)) for one in sent],
        "letters": _letters(session, customer),
    }
    files = {_name(photo): photo.original_key for one in sent for photo in one.photos}
    template = letters.furnished(customer.language).get_template("export/index.html")
    page = template.render(language=customer.language, brand=brand, all=everything, now=session.now())
    machine = json.dumps(everything, ensure_ascii=False, indent=2)
    return Parcel(session.now(), {"index.html": page, "everything.json": machine}, files)


def stream(store: Store, parcel: Parcel) -> Iterator[bytes]:
    """The ZIP's bytes, piece by piece: never more than a piece of one photo is in memory."""
    sink = _Sink()
    moment = parcel.at.timetuple()[:6]
    with ZipFile(cast(Any, sink), "w") as archive:
        for name, words in parcel.texts.items():
            archive.writestr(ZipInfo(name, moment), words, ZIP_DEFLATED)
            yield sink.take()
        for name, key in parcel.files.items():
            try:
                source = store.open(key)
            except Missing:
                archive.writestr(
                    ZipInfo(f"{name}.missing.txt", moment), "This photo is no longer in our store."
                )
                continue
            info = ZipInfo(name, moment)
            info.compress_type = ZIP_STORED  # photos are compressed already
            with source, archive.open(info, "w") as target:
                while piece := source.read(CHUNK):
                    target.write(piece)
                    yield sink.take()
    yield sink.take()


class _Sink:
    """A file that only grows at its end and gives away what it has."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self._held = bytes(self._held), bytearray()
        return taken


def _name(photo: Photo) -> str:
    """Where a photo is in the ZIP: a name that is safe on every disk, whatever its sender called it."""
    plain = re.sub(r"[^\w.-]+", "_", photo.filename).strip("._") or "photo"
    return f"photos/{photo.submission_id}/{photo.position + 1}-{plain[-80:]}"


def _submission(session: Session, row: Submission, links: Links, page: str) -> dict[str, Any]:
    definition = load(row.revision)
    own = receipts.own(row)
    return {
        "id": row.id,
        "campaign": text(definition, row.language).title,
        "sent": _moment(row.created_at),
        "state": row.state,
        "kind": row.kind,
        "story": row.story,
        "answers": row.answers,
        "credit": row.credit,
        "photos": [_photo(photo) for photo in row.photos],
        "consents": receipts.receipt(session, own, links, page) if own else None,
        "others_asked": [
            {"party": one.party, "use": one.use, "state": one.state} for one in row.consents if one not in own
        ],
        "decisions": _decisions(session, row),
        "messages": _messages(session, row),
        "used": _used(session, row, links),
        "log": _log(session, row),
    }


def _photo(photo: Photo) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "file": _name(photo),
        "filename": photo.filename,
        "alt": photo.alt,
        "state": photo.state,
    }
    facts["hidden"] = [
        {"what": one.kind, "at": _moment(one.created_at), "by": "us" if one.account_id else "you"}
        | {side: getattr(one, side) for side in ("left", "top", "width", "height")}
        for one in photo.retouches
    ]
    return facts | {"bytes": photo.size, "type": photo.mime, "sha256": photo.sha256}


def _decisions(session: Session, row: Submission) -> list[dict[str, Any]]:
    told = select(Decision).where(
        Decision.submission_id == row.id, Decision.undone_at.is_(None), Decision.final_at <= session.now()
    )
    return [
        {"at": _moment(one.final_at), "outcome": one.outcome, "reason": one.reason, "by": one.account.name}
        | {"asked": one.asks, "mended": one.mended}
        for one in session.scalars(told.order_by(Decision.created_at))
    ]


def _messages(session: Session, row: Submission) -> list[dict[str, Any]]:
    thread = session.scalar(select(Thread).where(Thread.submission_id == row.id))
    return [
        {
            "at": _moment(one.sent_at),
            "from": one.account.name if one.account else row.customer.name,
            "text": one.body,
            "public": one.public,
        }
        for one in (thread.messages if thread else [])
        if one.sent_at
    ]


def _used(session: Session, row: Submission, links: Links) -> list[dict[str, Any]]:
    """Every place it is or was shown, with what became of it there."""
    shown = Submission.publishable("gallery", None, session.now()).where(Submission.id == row.id)
    places: list[dict[str, Any]] = []
    if session.scalar(shown):
        places.append({"where": "gallery", "link": links.submission(row), "state": "visible", "since": None})
    posted = select(Reshare).where(Reshare.submission_id == row.id, Reshare.state.not_in(NEVER_LEFT))
    for one in session.scalars(posted.order_by(Reshare.created_at)):
        since = _moment(one.sent_at) if one.sent_at else None
        places.append(
            {"where": one.channel.known_as, "link": one.permalink, "state": one.state, "since": since}
            | {"caption": one.caption}
        )
    return places


def _log(session: Session, row: Submission) -> list[dict[str, Any]]:
    about = select(Event).where(Event.about == "submission", Event.about_id == row.id)
    return [
        {"at": _moment(one.at), "from": one.old, "to": one.new, "position": one.position, "sha256": one.hash}
        for one in session.scalars(about.order_by(Event.number))
    ]


def _letters(session: Session, customer: Customer) -> list[dict[str, Any]]:
    """What we mailed them; letters to others about their photos are not theirs to read."""
    mails = select(Mail).where(Mail.customer_id == customer.id, Mail.to == customer.email)
    return [
        {"kind": one.kind, "sent": _moment(one.sent_at)}
        for one in session.scalars(mails.order_by(Mail.created_at))
        if one.sent_at
    ]


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
