"""Languages: catalogues read straight from their .po files; dates and sizes as people write them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    format_timedelta,
    get_datetime_format,
    get_timezone_location,
)
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from babel.units import format_unit

SHIPPED = ("en", "es", "de", "fr")
NO_COUNTRIES = ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
"""Codes that CLDR has beside ISO 3166."""
FOLDER = Path(__file__).parent / "locale"


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, or of its parent (`es` for `es-MX`); English, the source, needs none."""
    path, parent = FOLDER / f"{language}.po", language.partition("-")[0]
    if not path.exists():
        return translations(parent) if parent != language else NullTranslations()
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


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country's ISO 3166 code and its name in a language, by name."""
    names = Locale.parse(language, sep="-").territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code not in NO_COUNTRIES]
    return tuple(sorted(found, key=lambda each: normalize("NFD", each[1]).casefold()))


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return Locale.parse(language, sep="-").text_direction


def moment(at: datetime, language: str, zone: str = "UTC") -> str:
    """A date and time of day in the reader's language and the campaign's zone: “14 June 2026, 10:05”."""
    pattern = str(get_datetime_format("medium", _dates(language))).replace("'", "")
    return pattern.format(hour(at, language, zone), day(at, language, zone))


def day(at: datetime, language: str, zone: str = "UTC") -> str:
    """A date in the reader's language: “14 June 2026”."""
    return written(at.astimezone(ZoneInfo(zone)), language)


def written(on: date, language: str) -> str:
    """A day of the calendar in the reader's language: “14 June 2026”."""
    return format_date(on, "long", locale=_dates(language))


def city(zone: str, language: str) -> str:
    """The city a time zone is named after, in the reader's language: “Paris”, “Londres”."""
    return str(get_timezone_location(zone, locale=_dates(language), return_city=True))


def weekday_moment(at: datetime, language: str, zone: str = "UTC") -> str:
    """A near date with its weekday and time, in the campaign's zone: “Tue 24 Nov, 18:00”."""
    return f"{near(at.astimezone(ZoneInfo(zone)), language)}, {hour(at, language, zone)}"


def hour(at: datetime, language: str, zone: str = "UTC") -> str:
    """The time of day in the campaign's zone."""
    return format_time(at, "short", tzinfo=ZoneInfo(zone), locale=_dates(language))


def weekday(on: date, language: str) -> str:
    """A weekday's short name."""
    return format_date(on, "EEE", locale=_dates(language))


def month(on: date, language: str) -> str:
    """A month and its year."""
    return format_skeleton("yMMMM", on, locale=_dates(language))


def near(on: date, language: str) -> str:
    """A day of these weeks: “Tue 24 Nov”."""
    return format_skeleton("MMMEd", on, locale=_dates(language))


def ago(at: datetime, now: datetime, language: str) -> str:
    """A distance in time: “3 hours ago”, “in 2 days”; a day is one once it is over, as filters take it."""
    return format_timedelta(at - now, threshold=1, add_direction=True, locale=_dates(language))


def size(count: int, language: str) -> str:
    """So many bytes: “2.4 MB”, and “2,4 Mo” in French."""
    unit, scale = ("megabyte", 1e6) if count >= 1e6 else ("kilobyte", 1e3)
    return format_unit(round(count / scale, 1), unit, "short", locale=_dates(language))


def _dates(language: str) -> Locale:
    """Whose customs dates follow; our English is British, and so are its dates."""
    return Locale.parse("en-GB" if language == "en" else language, sep="-")
