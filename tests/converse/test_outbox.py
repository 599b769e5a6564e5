"""Letters: written when they are sent, once, and never lost."""

import re
from datetime import timedelta

import pytest

from tests.converse.test_threads import open_thread
from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from ugc.converse import say, send
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.links import Links
from ugc.models import Channel, Customer, Decision, Mail, Revision, Submission
from ugc.platforms import Letter, PlatformError
from ugc.platforms.mail import Memory

LINKS = Links("https://join.example.org", "k" * 40)


@pytest.fixture
def story(database: Database, world: World) -> Submission:
    with database.write(EVERYONE) as session:
        return submission(session, world, state="ready")


def queue(database: Database, about: Submission, kind: str, about_id: str) -> str:
    with database.write(EVERYONE) as session:
        mail = Mail(brand_id=about.brand_id, customer_id=about.customer_id, kind=kind, about_id=about_id)
        mail.to, mail.key, mail.due_at = "carla@example.net", f"{kind}:{about_id}", session.now()
        begin(session, mail, ENGINE)
        return mail.id


def state(database: Database, mail_id: str) -> Mail:
    with database.read(EVERYONE) as session:
        return session.get_one(Mail, mail_id)


class Down:
    """A mail server that refuses in one way until it is mended."""

    def __init__(self, problem: PlatformError) -> None:
        self.problem: PlatformError | None = problem
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        if self.problem:
            raise self.problem
        self.letters.append(letter)


def test_a_receipt_carries_the_link_to_my_page(database: Database, world: World, story: Submission) -> None:
    mailer = Memory("hello@example.org")
    mail = queue(database, story, "receipt", story.id)
    send(database, mailer, LINKS, mail)
    (letter,) = mailer.letters
    (link,) = re.findall(r"https://join.example.org/my/\S+", letter.text)
    assert LINKS.read_my(link.rpartition("/")[2]) == (world.customer.id, 1)
    assert f'href="{link}"' in letter.html
    assert letter.automatic
    assert "automatically" in letter.text
    assert state(database, mail).state == "sent"


@pytest.mark.parametrize(
    ("language", "subject", "greeting", "closing"),
    [
        ("es", "Pip-And-Moss ha recibido lo que enviaste", "Hola, Carla:", "Este correo es automático"),
        ("de", "Deine Einsendung ist bei Pip-And-Moss angekommen", "Hallo Carla,", "automatisch verschickt"),
        ("fr", "Pip-And-Moss a bien reçu votre envoi", "Bonjour Carla,", "Ce message est automatique"),
    ],
)
def test_a_letter_speaks_the_customers_language(
    database: Database, story: Submission, language: str, subject: str, greeting: str, closing: str
) -> None:
    mailer = Memory("hello@example.org")
    with database.write(EVERYONE) as session:
        session.get_one(Customer, story.customer_id).language = language
    send(database, mailer, LINKS, queue(database, story, "receipt", story.id))
    (letter,) = mailer.letters
    assert letter.subject == subject
    assert greeting in letter.text
    assert closing in letter.text
    assert f'<html lang="{language}" dir="ltr">' in letter.html


def test_a_letter_names_the_campaign_in_the_customers_language(
    database: Database, world: World, story: Submission
) -> None:
    mailer = Memory("hello@example.org")
    with database.write(EVERYONE) as session:
        session.get_one(Customer, story.customer_id).language = "es"
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = {"title": "Open Day", "translations": {"es": {"title": "Puertas abiertas"}}}
    send(database, mailer, LINKS, queue(database, story, "receipt", story.id))
    assert "«Puertas abiertas»" in mailer.letters[0].text


def test_the_same_letter_is_not_sent_twice(database: Database, world: World, story: Submission) -> None:
    mailer = Memory("hello@example.org")
    mail = queue(database, story, "receipt", story.id)
    send(database, mailer, LINKS, mail)
    send(database, mailer, LINKS, mail)
    assert len(mailer.letters) == 1


def test_words_are_made_from_what_is_true_at_sending(
    database: Database, world: World, story: Submission
) -> None:
    mailer = Memory("hello@example.org")
    mail = queue(database, story, "receipt", story.id)
    with database.write(EVERYONE) as session:
        session.get_one(Customer, story.customer_id).name = "Carla Renamed"
    send(database, mailer, LINKS, mail)
    assert "Hello Carla Renamed," in mailer.letters[0].text


def test_an_answer_is_a_persons_letter(database: Database, world: World, story: Submission) -> None:
    mailer = Memory("hello@example.org")
    with database.write(EVERYONE) as session:
        thread = open_thread(session, session.get_one(Submission, story.id))
        say(session, thread, "Those boots have seen things!", world.spokesperson, [])
        (hint,) = session.hints
    send(database, mailer, LINKS, hint[1])
    (letter,) = mailer.letters
    assert letter.sender == "Sam"
    assert not letter.automatic
    assert "Those boots have seen things!" in letter.text


def test_a_declined_customer_reads_the_reason_and_who_decided(
    database: Database, world: World, story: Submission
) -> None:
    mailer = Memory("hello@example.org")
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, story.id), "declined", Actor("member", "x"), "why")
        decision = Decision(
            brand_id=story.brand_id,
            customer_id=story.customer_id,
            submission_id=story.id,
            account_id=world.moderator.account_id,
            outcome="declined",
            reason="A stranger's face is in the picture.",
            final_at=session.now(),
        )
        session.add(decision)
        session.flush()
        decision_id = decision.id
    send(database, mailer, LINKS, queue(database, story, "decision", decision_id))
    text = mailer.letters[0].text
    assert "A stranger's face is in the picture." in text
    assert "Mo looked at what you sent" in text


def test_a_server_that_is_down_is_tried_again_later(
    database: Database, clock: Clock, story: Submission
) -> None:
    mailer = Down(PlatformError("The mail server does not answer."))
    mail = queue(database, story, "receipt", story.id)
    send(database, mailer, LINKS, mail)
    assert state(database, mail).state == "queued"
    assert state(database, mail).problem == "The mail server does not answer."
    mailer.problem = None
    send(database, mailer, LINKS, mail)
    assert mailer.letters == []
    clock.advance(minutes=3)
    send(database, mailer, LINKS, mail)
    assert len(mailer.letters) == 1


def test_a_letter_that_can_never_arrive_is_listed_as_failed(database: Database, story: Submission) -> None:
    mail = queue(database, story, "receipt", story.id)
    send(database, Down(PlatformError("No such mailbox.", permanent=True)), LINKS, mail)
    assert state(database, mail).state == "failed"


def test_trouble_with_the_server_itself_uses_up_no_letter(
    database: Database, clock: Clock, story: Submission
) -> None:
    mail = queue(database, story, "receipt", story.id)
    for _ in range(20):
        send(database, Down(PlatformError("Sign in again.", needs_person=True)), LINKS, mail)
        clock.advance(hours=30)
    assert state(database, mail).state == "queued"


def test_a_worker_that_died_while_sending_is_followed_by_another(
    database: Database, clock: Clock, story: Submission
) -> None:
    mail = queue(database, story, "receipt", story.id)

    class Killed(BaseException):
        pass

    class Dies:
        def send(self, letter: Letter) -> None:
            raise Killed

    with pytest.raises(Killed):
        send(database, Dies(), LINKS, mail)
    mailer = Memory("hello@example.org")
    send(database, mailer, LINKS, mail)
    assert mailer.letters == []
    clock.advance(seconds=timedelta(minutes=3).total_seconds())
    send(database, mailer, LINKS, mail)
    assert len(mailer.letters) == 1


def test_a_receipt_names_the_uses_that_were_agreed_to(
    database: Database, world: World, story: Submission
) -> None:
    mailer = Memory("hello@example.org")
    send(database, mailer, LINKS, queue(database, story, "receipt", story.id))
    assert "– You may use it for gallery." in mailer.letters[0].text
    with database.write(EVERYONE) as session:
        asked = consent(world, story, "gallery", "given", party="guardian")
        session.add(asked)
    send(database, mailer, LINKS, queue(database, story, "agreed", asked.id))
    letter = mailer.letters[1]
    assert "– You may use it for gallery." in letter.text
    receipt = re.search(r"/consent/(\S+)/receipt", letter.text)
    assert receipt is not None
    assert LINKS.read_asked(receipt[1]) == (asked.id, 0)


def test_a_broken_channel_is_told_to_whoever_can_mend_it(database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        channel = Channel(brand_id=world.brand.id, network="mastodon", name="mastodon", secret="")
        channel.base_url, channel.problem = "https://a.example", "Sign in again for this channel."
        session.add(channel)
        session.flush()
        mail = Mail(brand_id=world.brand.id, kind="channel", about_id=channel.id, key="channel:1")
        mail.to = "owner@example.org"
        begin(session, mail, ENGINE)
    send(database, mailer := Memory("hello@pip.example"), LINKS, mail.id)
    [letter] = mailer.letters
    assert letter.subject == "mastodon needs you"
    assert "Sign in again for this channel." in letter.text
    assert "/staff/channels" in letter.text


def test_a_letter_to_nobody_is_not_sent(database: Database, world: World, story: Submission) -> None:
    """Who was found on a network gave no address."""
    mail_id = queue(database, story, "receipt", story.id)
    with database.write(EVERYONE) as session:
        session.get_one(Mail, mail_id).to = ""
    send(database, mailer := Memory("hello@pip.example"), LINKS, mail_id)
    assert (mailer.letters, state(database, mail_id).state) == ([], "cancelled")
