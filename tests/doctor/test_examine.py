"""Whatever is wrong is found, said in a sentence, and nothing else is."""

from datetime import timedelta
from io import BytesIO

from sqlalchemy import text, update

from tests.doctor.conftest import found, sentences
from tests.support.clock import Clock
from tests.support.reshares import Desk, withdraw
from tests.test_chain import meddle
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, Actor, begin, move, record
from ugc.models import Consent, Decision, Mail, Photo, Rendition, Reshare, Submission
from ugc.publish import byhand, follow


def test_an_installation_in_good_health_has_nothing_to_say(desk: Desk) -> None:
    desk.plan_now()
    assert found(desk) == []


def test_a_log_that_was_meddled_with(desk: Desk) -> None:
    meddle(desk.database, "UPDATE event SET actor = 'engine' WHERE position = 2")
    (sentence,) = sentences(desk, "log")
    assert sentence.startswith("The log of Pip-And-Moss was changed at entry 2 (")


def test_a_log_whose_end_is_gone(desk: Desk) -> None:
    meddle(desk.database, "DELETE FROM event WHERE about = 'consent'")
    (log, *_) = (one.sentence for one in found(desk) if one.check == "log")
    assert "of Pip-And-Moss ends before entry" in log or "lacks entry" in log


def test_a_state_written_past_the_application(desk: Desk) -> None:
    with desk.database.engine.begin() as connection:
        connection.execute(text("UPDATE submission SET state = 'ready'"))
    (sentence,) = sentences(desk, "states")
    assert f"The submission {desk.submission_id} is ready, but the log says approved" in sentence


def test_files_nobody_knows_and_photos_without_their_file(desk: Desk) -> None:
    with desk.database.read(EVERYONE) as session:
        photo, rendition = session.query(Photo).one(), session.query(Rendition).first()
    assert rendition
    desk.store.put("o/stranger", BytesIO(b"?"), content_type="image/jpeg")
    desk.store.put(f"r/{photo.id}/left-over.jpg", BytesIO(b"?"), content_type="image/jpeg")
    desk.store.delete(rendition.key)
    assert sentences(desk, "files") == [
        "The file o/stranger belongs to no photo: `doctor --restored` throws it away.",
        f"The file r/{photo.id}/left-over.jpg belongs to no photo: `doctor --restored` throws it away.",
        f"The file {rendition.key} is gone, but a photo needs it: take it from your backup.",
    ]


def test_what_is_being_developed_is_left_alone(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Submission, desk.submission_id)
        new = Photo(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, position=7)
        new.filename, new.alt, new.original_key, new.sha256 = "IMG.jpg", "", "o/new", "1" * 64
        new.size, new.mime = 1, "image/jpeg"
        begin(session, new, ENGINE)
    desk.store.put("o/new", BytesIO(b"?"), content_type="image/jpeg")
    desk.store.put(f"r/{new.id}/first.jpg", BytesIO(b"?"), content_type="image/jpeg")
    assert found(desk) == []


def test_work_that_nobody_takes_and_work_that_nobody_holds(desk: Desk, clock: Clock) -> None:
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Submission, desk.submission_id)
        for number in range(2):
            mail = Mail(brand_id=row.brand_id, customer_id=row.customer_id, kind="receipt", about_id=row.id)
            mail.to, mail.key, mail.due_at = "carla@example.net", f"receipt:{number}", session.now()
            begin(session, mail, ENGINE)
        move(session, mail, "sending", ENGINE)
    (lost,) = sentences(desk, "work")
    assert lost == f"The mail {mail.id} is marked as being worked on, but nobody holds it."
    clock.advance(minutes=61)
    assert "2 × mail due" in sentences(desk, "work")[0]


def test_a_post_that_is_over_is_a_broken_promise_once_the_engine_had_its_time(
    desk: Desk, clock: Clock
) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        withdraw(session, desk.submission_id)
        session.execute(update(Consent).values(withdrawn_at=session.now()))
    assert found(desk) == []
    clock.advance(minutes=6)
    (sentence,) = sentences(desk, "promises")
    assert (
        sentence
        == f"The reshare {row_id} is scheduled, but submission {desk.submission_id} may not be shown."
    )


def test_a_post_that_is_still_there_after_its_day(desk: Desk, clock: Clock) -> None:
    row_id = desk.plan_now()
    who = Actor("member", desk.world.spokesperson.account_id)
    with desk.database.write(EVERYONE) as session:
        byhand.mark_posted(session, session.get_one(Reshare, row_id), who, "https://social.example/1")
        withdraw(session, desk.submission_id)
        follow(session, session.get_one(Submission, desk.submission_id))
    desk.work()
    clock.advance(hours=25)
    told = [one.sentence for one in found(desk) if one.check == "promises"]
    assert [sentence for sentence in told if sentence.startswith("The post https://social.example/1")]


def test_a_grant_that_ran_out_unseen(desk: Desk, clock: Clock) -> None:
    with desk.database.write(EVERYONE) as session:
        session.execute(update(Consent).values(expires_at=session.now()))
    clock.advance(minutes=6)
    assert len(sentences(desk, "promises")) == 2


def test_a_no_without_a_reason_and_a_caption_without_its_credit(desk: Desk) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        row = session.get_one(Submission, desk.submission_id)
        decision = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        decision.account_id, decision.outcome = desk.world.moderator.account_id, "declined"
        decision.reason, decision.final_at = "", session.now() - timedelta(days=1)
        session.add(decision)
        session.get_one(Reshare, row_id).caption = "Puddle day!"
    told = sentences(desk, "promises")
    assert any(f"The planned reshare {row_id}" in sentence for sentence in told)
    assert any("says no without a reason" in sentence for sentence in told)


def test_a_row_between_two_brands(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        session.execute(update(Consent).values(brand_id=desk.world.other_brand.id))
    assert "belongs to another brand than its customer" in sentences(desk, "promises")[0]


def test_many_of_a_kind_are_counted(desk: Desk) -> None:
    for number in range(25):
        desk.store.put(f"o/stranger{number:02}", BytesIO(b"?"), content_type="image/jpeg")
    told = sentences(desk, "files")
    assert (len(told), told[-1]) == (21, "… and 5 more like these.")


def test_looking_changes_nothing(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        record(session, desk.world.brand, None, "changed", ENGINE, "")
    assert found(desk) == found(desk) == []
