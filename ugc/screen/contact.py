"""Contact data and links in what somebody wrote; a moderator sees whether they were meant for everybody."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher

from ugc.db import Session
from ugc.models import Submission
from ugc.screen.findings import Finding, clear, found
from ugc.screen.writing import passages

MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\b(?:[\w-]+\.)+(?:com|net|org|info|biz|io|app|shop|xyz|co\.uk)\b(?:/\S*)?"
    r"|\b(?:[\w-]+\.)+[a-z]{2}/\S+"  # without a path, these are sentences without a space between them
)
REGIONS = {"en": ("GB", "US"), "es": ("ES", "MX"), "de": ("DE", "AT", "CH"), "fr": ("FR", "BE", "CH")}
"""Where a number without its country's code may be from, by the language of the page."""

SURE = {"mail": 0.95, "phone": 0.8, "link": 0.85}
SHOWN = 5


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """Mail addresses, phone numbers and links, wherever they stand."""
    regions = REGIONS.get(submission.language.partition("-")[0], ())
    items = [
        {"what": what, "text": text, "place": place}
        for place, passage in passages(submission)
        for what, text in contacts(passage, regions)
    ]
    if items:
        yield found("contact", max(SURE[item["what"]] for item in items), written=items[:SHOWN])
    else:
        yield clear("contact")


def contacts(text: str, regions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each as (`mail`, `phone` or `link`, what was written); once."""
    mails = MAIL.findall(text)
    yield from (("mail", mail) for mail in mails)
    rest = MAIL.sub(" ", text)
    yield from (("link", link.rstrip(".,;:!?)")) for link in LINK.findall(rest))
    rest = LINK.sub(" ", rest)
    numbers = {
        match.start: match.raw_string
        for region in regions or (None,)
        for match in PhoneNumberMatcher(rest, region)
    }
    yield from (("phone", number) for _, number in sorted(numbers.items()))
