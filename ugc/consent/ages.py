"""From which age people consent for themselves online, country by country; under it a guardian answers.

GDPR art. 8(1) says 16 and lets member states go down to 13; whoever does names its law here. A country that
is not listed counts as 16, which is never too low. The United States: COPPA, 16 CFR 312.2; there a mail to a
parent is not enough for a public gallery (312.5), so a child under 13 cannot send anything at all.
"""

from typing import NamedTuple

GDPR = "GDPR art. 8(1)"
DEFAULT = 16
COPPA, UNDER = "US", 13


class Age(NamedTuple):
    """The age of digital consent, and the law that says so."""

    years: int
    source: str


AGES: dict[str, Age] = {
    "AT": Age(14, "DSG § 4(4)"),
    "BE": Age(13, "Loi du 30 juillet 2018, art. 7"),
    "BG": Age(14, "Personal Data Protection Act, art. 25c"),
    "CY": Age(14, "Law 125(I)/2018, s. 8"),
    "CZ": Age(15, "Act 110/2019, § 7"),
    "DE": Age(16, GDPR),
    "DK": Age(13, "Databeskyttelsesloven § 6"),
    "EE": Age(13, "Isikuandmete kaitse seadus § 8"),
    "ES": Age(14, "Ley Orgánica 3/2018, art. 7"),
    "FI": Age(13, "Tietosuojalaki 1050/2018, 5 §"),
    "FR": Age(15, "Loi 78-17, art. 45"),
    "GB": Age(13, "Data Protection Act 2018, s. 9"),
    "GR": Age(15, "Law 4624/2019, art. 21"),
    "HR": Age(16, GDPR),
    "HU": Age(16, GDPR),
    "IE": Age(16, "Data Protection Act 2018, s. 31"),
    "IT": Age(14, "D.Lgs. 196/2003, art. 2-quinquies"),
    "LT": Age(14, "Law I-1374, art. 6"),
    "LU": Age(16, GDPR),
    "LV": Age(13, "Personal Data Processing Law, s. 33"),
    "MT": Age(13, "S.L. 586.11, reg. 3"),
    "NL": Age(16, "UAVG art. 5"),
    "PL": Age(16, GDPR),
    "PT": Age(13, "Lei 58/2019, art. 16"),
    "RO": Age(16, GDPR),
    "SE": Age(13, "Lag 2018:218, 2 kap. 4 §"),
    "SK": Age(16, "Act 18/2018, § 15"),
    COPPA: Age(UNDER, "COPPA, 16 CFR 312.2"),
}
YOUNGEST = min(age.years for age in AGES.values())
GROWN = max(age.years for age in AGES.values())  # from here on nobody needs to say where they live


def needs_guardian(years: int, country: str) -> bool:
    """Whether somebody of that age (in whole years) cannot consent alone in that country (ISO 3166)."""
    return years < (AGES[country].years if country in AGES else DEFAULT)


def must_not_send(years: int, country: str) -> bool:
    """Whether not even a guardian's answer by mail would do."""
    return country == COPPA and years < UNDER
