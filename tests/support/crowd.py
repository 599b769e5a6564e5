"""Many who wait, as rows that came in long ago: what a queue is like on a long day."""

from datetime import timedelta

from sqlalchemy import insert

from tests.support.people import World
from ugc.db import Session
from ugc.models import Consent, Customer, Submission, new_id
from ugc.settled import settle


def crowd(session: Session, world: World, number: int) -> list[str]:
    """So many stories that wait, a second apart, each from a Person of their own; the longest waiting first.

    Inserted at once and without their history, which costs a twentieth of sending them one by one.
    """
    begun, brand_id = session.now() - timedelta(seconds=number), world.brand.id
    sent, people, agreed = [], [], []
    for at in (begun + timedelta(seconds=second) for second in range(number)):
        row = {"created_at": at, "brand_id": brand_id}
        person, story = new_id(), new_id()
        who = {"name": f"Person {len(people):03}", "email": f"{person}@example.net", "language": "en"}
        people.append(row | who | {"id": person, "link_number": 1})
        row |= {"customer_id": person}
        words = {"story": "We splashed all the way to school.", "answers": {}, "credit": who["name"]}
        form = {"kind": "story", "form_key": story, "shows_child": "no", "language": "en"}
        campaign = {"campaign_id": world.campaign.id, "revision_id": world.campaign.revision_id}
        sent.append(row | words | form | campaign | {"id": story, "state": "ready"})
        answer = {"party": "author", "person": person, "purpose": "gallery", "state": "given"}
        asked = {"terms_id": world.terms.id, "language": "en", "statement": "You may show it.", "network": ""}
        agreed.append(row | who | answer | asked | {"id": new_id(), "submission_id": story})
    for model, rows in ((Customer, people), (Submission, sent), (Consent, agreed)):
        session.execute(insert(model), rows)
    settle(session, [row["id"] for row in sent])
    return [row["id"] for row in sent]
