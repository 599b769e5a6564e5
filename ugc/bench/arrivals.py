"""Many who wait, as rows that came in long ago: what a queue is like on a long day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from ugc.db import Session
from ugc.models import (
    Campaign,
    Consent,
    Customer,
    Hint,
    Message,
    Photo,
    Rendition,
    Screening,
    Submission,
    Terms,
    Thread,
    new_id,
)
from ugc.settled import settle

BATCH = 5000
WIDTHS = (320, 640, 1280, 1920)
CLEAR = ("blur", "dark", "small", "screenshot")

Values = dict[str, Any]
Rows = dict[type[Any], list[Values]]


def stories(session: Session, campaign: Campaign, terms: Terms, number: int) -> list[str]:
    """So many stories that wait, a second apart, each from a Person of their own; the longest waiting first.

    Inserted at once and without their history, which costs a twentieth of sending them one by one.
    """
    begun = session.now() - timedelta(seconds=number)
    made = [
        _story(campaign, terms, begun + timedelta(seconds=second), f"Person {second:03}")
        for second in range(number)
    ]
    _insert(session, made)
    ids = [rows[Submission][0]["id"] for rows in made]
    settle(session, ids)
    return ids


def photos(session: Session, campaign: Campaign, terms: Terms, number: int) -> None:
    """The same with a photo each, which was looked at and developed, and with what was written since."""
    begun = session.now() - timedelta(seconds=number)
    moments = (begun + timedelta(seconds=second) for second in range(number))
    while batch := list(islice(moments, BATCH)):
        made = [_story(campaign, terms, at, f"Person {at:%H:%M:%S}") for at in batch]
        for rows in made:
            _with_photo(rows)
            _with_words(rows)
        _insert(session, made)
        settle(session, [rows[Submission][0]["id"] for rows in made])


def _story(campaign: Campaign, terms: Terms, at: datetime, name: str) -> Rows:
    person, story = new_id(), new_id()
    row = {"created_at": at, "brand_id": campaign.brand_id}
    who = {"name": name, "email": f"{person}@example.net", "language": "en"}
    words = {"story": "We splashed all the way to school.", "answers": {}, "credit": name}
    form = {"kind": "story", "form_key": story, "shows_child": "no", "language": "en"}
    running = {"campaign_id": campaign.id, "revision_id": campaign.revision_id}
    answer = {"party": "author", "person": person, "purpose": "gallery", "state": "given"}
    asked = {"terms_id": terms.id, "statement": "You may show it.", "network": ""}
    theirs = row | {"customer_id": person}
    return {
        Customer: [row | who | {"id": person, "link_number": 1}],
        Submission: [theirs | words | form | running | {"id": story, "state": "ready"}],
        Consent: [theirs | who | answer | asked | {"id": new_id(), "submission_id": story}],
    }


def _with_photo(rows: Rows) -> None:
    (about,) = rows[Submission]
    about["kind"] = "photo"
    theirs = {key: about[key] for key in ("created_at", "brand_id", "customer_id")}
    theirs["submission_id"] = about["id"]
    photo, key = new_id(), about["id"] * 2
    file = {"position": 0, "filename": "IMG_0001.jpg", "alt": "", "original_key": f"original/{key}"}
    sizes = {"sha256": key, "size": 3_000_000, "mime": "image/jpeg", "width": 4000, "height": 3000}
    rows[Photo] = [theirs | file | sizes | {"id": photo, "state": "ready", "attempts": 1}]
    row = {"created_at": about["created_at"], "brand_id": about["brand_id"], "photo_id": photo}
    rows[Rendition] = [
        row
        | {"id": new_id(), "key": f"{key}/{width}.{kind}", "format": kind, "width": width}
        | {"height": width * 3 // 4, "size": width * 100}
        for width in WIDTHS
        for kind in ("jpeg", "webp")
    ]
    rows[Screening] = [theirs | {"id": new_id(), "state": "done", "attempts": 1}]
    rows[Hint] = [
        theirs | {"id": new_id(), "photo_id": photo, "kind": kind, "finding": "clear", "evidence": {}}
        for kind in CLEAR
    ]


def _with_words(rows: Rows) -> None:
    (about,) = rows[Submission]
    theirs = {key: about[key] for key in ("created_at", "brand_id", "customer_id")}
    thread, due = new_id(), about["created_at"] + timedelta(days=2)
    turn = {"state": "ours", "due_at": due, "turned_at": about["created_at"]}
    rows[Thread] = [theirs | turn | {"id": thread, "submission_id": about["id"]}]
    said = {"body": "Where can I find the yellow one?", "sent_at": about["created_at"]}
    rows[Message] = [theirs | said | {"id": new_id(), "thread_id": thread}]


def _insert(session: Session, made: Sequence[Rows]) -> None:
    for model in made[0] if made else ():
        session.execute(insert(model), [row for rows in made for row in rows[model]])
