"""Languages: catalogues read straight from their .po files, and dates as people write them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SHIPPED = ("en", "es", "de", "fr")
FOLDER = Path(__file__).parent / "locale"


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; English is the source and needs none."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def choose(wanted: list[str], offered: list[str]) -> str:
    """The first wanted language that is offered, else the first offered one."""
    return negotiate_locale(wanted, offered, sep="-") or offered[0]


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each language's code with its own name for itself: `("es", "Español")`."""
    locales = [(code, Locale.parse(code, sep="-")) for code in codes]
    return [(code, (locale.get_display_name() or code).capitalize()) for code, locale in locales]


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return Locale.parse(language, sep="-").text_direction


def moment(at: datetime, language: str, zone: str = "UTC") -> str:
    """A date and time in the reader's language and the campaign's zone."""
    return format_datetime(at, "medium", tzinfo=ZoneInfo(zone), locale=language.replace("-", "_"))


def day(at: datetime, language: str, zone: str = "UTC") -> str:
    """A date in the reader's language."""
    return format_date(at.astimezone(ZoneInfo(zone)), "long", locale=language.replace("-", "_"))


def weekday_moment(at: datetime, language: str, zone: str = "UTC") -> str:
    """A near date with its weekday and time, in the campaign's zone: “Tue, Nov 24, 6:00 PM”."""
    return f"{near(at.astimezone(ZoneInfo(zone)), language)}, {hour(at, language, zone)}"


def hour(at: datetime, language: str, zone: str = "UTC") -> str:
    """The time of day in the campaign's zone."""
    return format_time(at, "short", tzinfo=ZoneInfo(zone), locale=language.replace("-", "_"))


def weekday(on: date, language: str) -> str:
    """A weekday's short name."""
    return format_date(on, "EEE", locale=language.replace("-", "_"))


def month(on: date, language: str) -> str:
    """A month and its year."""
    return format_skeleton("yMMMM", on, locale=language.replace("-", "_"))


def near(on: date, language: str) -> str:
    """A day of these weeks: “Tue, Nov 24”."""
    return format_skeleton("MMMEd", on, locale=language.replace("-", "_"))


def ago(at: datetime, now: datetime, language: str) -> str:
    """A distance in time: “3 hours ago”, “in 2 days”."""
    return format_timedelta(at - now, add_direction=True, locale=language.replace("-", "_"))
