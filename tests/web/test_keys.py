"""The keys people are told about are the keys there are."""

import re
from pathlib import Path

from ugc.settings import ROOT
from ugc.web.keys import KEYS, table

FIXED = re.compile(r'(?:data-key|\bkey)="([a-z](?: [a-z])?)(?:"|\{\{)')
LETTERS = re.compile(r'\(_\("\w+"\), "([a-z])", "\w+", "\w*"')  # of the outcomes, in a table of their own
PLACES = re.compile(r'\("([a-z])", "\w+", _\(')  # where "g" leads
PRESSED = re.compile(r'event\.key === "([a-z])"|HELD = "([a-z])"')


def used() -> set[str]:
    """Every key a control of the desk carries or a script listens to."""
    templates = (ROOT / "templates").rglob("*.html")
    scripts = (ROOT / "ugc" / "web" / "static" / "js").glob("*.js")
    found = {
        key for one in templates for key in FIXED.findall(one.read_text()) + LETTERS.findall(one.read_text())
    }
    layout = (ROOT / "templates" / "staff" / "layout.html").read_text()
    found |= {f"g {key}" for key in PLACES.findall(layout)}
    return found | {a or b for one in scripts for a, b in PRESSED.findall(one.read_text())}


def told() -> set[str]:
    return {one for group in KEYS for key, _ in group.keys for one in (key, *key.split())}


def test_every_key_is_in_the_table() -> None:
    keys = used()
    assert {"a", "d", "x", "z", "f", "m", "e", "n", "g q"} <= keys
    assert keys <= told()


def test_the_manual_says_what_the_table_says() -> None:
    assert Path(ROOT / "docs" / "keys.md").read_text().endswith(table())
