"""A folder with one small campaign, its brand and its terms, for tests that break it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CAMPAIGN = """\
slug = "kites"
brand = "larks"
title = "Kites over town"
accepts = ["photo", "question"]
languages = ["en", "es"]
timezone = "Europe/London"

[dates]
opens = 2026-10-01T09:00:00
closes = 2027-03-31T18:00:00

[invite]
headline = "Show us your kite."
prompt = "A photo, and where the wind took it."

[form]
photos = { min = 1, max = 3 }

[[form.fields]]
name = "wind"
label = "How was the wind?"
type = "choice"
choices = ["Gentle", "Rude"]

[[form.fields]]
name = "maker"
label = "Who made it?"

[consent]
terms = "terms/kites.md"
purposes = ["gallery", "reshare"]
territory = "Everywhere"
until = 2029-03-31

[[moderation.reasons]]
code = "blurred"
label = "Blurred"
says = "Have you a sharper one?"

[reshare]
channels = ["mastodon"]
slots = ["Tue 18:00"]

[translations.es]
title = "Cometas sobre la ciudad"
territory = "En todas partes"
invite = { headline = "Enséñanos tu cometa.", prompt = "Una foto, y adónde la llevó el viento." }
reasons = { blurred = "¿Tienes otra más nítida?" }

[translations.es.fields.wind]
label = "¿Cómo era el viento?"
choices = ["Suave", "Maleducado"]

[translations.es.fields.maker]
label = "¿Quién la hizo?"
"""

BRAND = """\
slug = "larks"
name = "Larks"
website = "https://larks.example"
accent = "#205080"
languages = ["en", "es"]
jurisdiction = "GB"
signature = "{name}, Larks"
controller = { name = "Larks Ltd", address = "1 High Street", mail = "us@larks.example" }
"""


def write_folder(folder: Path) -> Path:
    """The campaign, its brand and its terms as files."""
    (folder / "brands").mkdir(parents=True)
    (folder / "terms").mkdir()
    (folder / "kites.toml").write_text(CAMPAIGN)
    (folder / "brands/larks.toml").write_text(BRAND)
    (folder / "terms/kites.md").write_text("Larks Ltd asks. Until 31 March 2029.\n")
    (folder / "terms/kites.es.md").write_text("Pregunta Larks Ltd. Hasta el 31 de marzo de 2029.\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


@pytest.fixture
def document() -> dict[str, Any]:
    return tomllib.loads(CAMPAIGN)
