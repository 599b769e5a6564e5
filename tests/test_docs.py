"""The operator's guide and the credits say what the code has, and nothing it has not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from ugc.cli import main
from ugc.demo.photos import PHOTOS
from ugc.models import Base
from ugc.permissions import ROLES, Action
from ugc.settings import PREFIX, Settings
from ugc.web import create_app

CRYPTOGRAPHY = (
    "argon2",
    "authlib",
    "cryptography",
    "flask_wtf.csrf",
    "hashlib",
    "hmac",
    "itsdangerous",
    "joserfc",
    "pyotp",
    "secrets",
    "webauthn",
)
DOCS = Path(__file__).parents[1] / "docs"


def rows(document: str, heading: str = "") -> list[list[str]]:
    """The cells of the table below a heading, without the table's head."""
    text = (DOCS / document).read_text()
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0] if heading else text
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def documented(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows("operating.md", heading)]


def commands(group: click.Group, path: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield path + name


def test_the_guide_has_every_setting_once() -> None:
    assert sorted(documented("Settings")) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_guide_has_every_command_once() -> None:
    assert sorted(documented("Commands")) == sorted(commands(main))


def test_the_guide_has_every_page_once(tmp_path: Path) -> None:
    app = create_app(Settings(secret_key="k" * 40, storage=tmp_path))
    assert sorted(documented("Pages")) == sorted({rule.rule for rule in app.url_map.iter_rules()})


def test_every_photograph_is_credited_with_its_photographer_and_its_package() -> None:
    credited = {
        name: (photographer, package.strip("`")) for name, photographer, _, package in rows("credits.md")
    }
    photographs = {name: photo for name, photo in PHOTOS.items() if photo.path}
    assert credited == {
        name: (photo.credit.partition(",")[0], str(photo.path).partition("/data/")[0])
        for name, photo in photographs.items()
    }


def test_the_table_of_permissions_is_the_one_the_code_asks() -> None:
    written = {name: cells for name, _, *cells in rows("permissions.md")}
    assert list(written) == list(get_args(Action))
    assert written == {
        action: ["yes" if action in ROLES[role] else "" for role in ROLES] for action in get_args(Action)
    }


def named(heading: str, column: int) -> list[str]:
    """What a table of the inventory names in one column."""
    return re.findall(r"`([^`]+)`", " ".join(row[column] for row in rows("inventory.md", heading)))


def files_with(pattern: str) -> list[str]:
    """Our files in whose source it is found."""
    files = [file for file in (DOCS.parent / "ugc").rglob("*.py") if re.search(pattern, file.read_text())]
    return sorted(str(file.relative_to(DOCS.parent)) for file in files)


def test_the_inventory_has_every_secret_setting() -> None:
    secret = [name for name in Settings.model_fields if re.search(r"secret|token|password", name)]
    assert sorted(named("Keys", 0)) == sorted(PREFIX + name.upper() for name in secret)


def test_the_inventory_has_every_file_that_uses_cryptography() -> None:
    library = rf"(?m)^\s*(?:from|import) (?:{'|'.join(CRYPTOGRAPHY)})\b"
    assert sorted(named("Algorithms", 0)) == files_with(library)


def test_the_inventory_has_every_file_that_logs() -> None:
    assert sorted(named("Logs", 0)) == files_with(r"import logging|\blogger\.")


def test_the_inventory_classifies_every_table_once() -> None:
    assert sorted(named("Tables", 1)) == sorted(Base.metadata.tables)
    levels = [row[0] for row in rows("inventory.md", "Data")]
    assert [row[0] for row in rows("inventory.md", "Tables")] == levels


def test_the_inventory_says_by_when_each_hole_is_closed() -> None:
    days = [re.match(r"(\d+) days", row[1]) for row in rows("inventory.md", "Holes in libraries")][:3]
    assert sorted(int(found[1]) for found in days if found) == [3, 14, 60]


def test_what_is_secret_by_itself_has_128_random_bits() -> None:
    """OWASP ASVS 5.0, 11.5.1. What is picked letter by letter has less: ids, recovery
    codes, the demo's passwords, and the code that an author shows in public."""
    sources = {file: file.read_text() for file in (DOCS.parent / "ugc").rglob("*.py")}
    given = [bits for text in sources.values() for bits in re.findall(r"\btoken_\w+\((\d*)\)", text)]
    assert len(given) > 5
    assert min(int(found) for found in given if found) * 8 >= 128
    picking = {file.name for file, text in sources.items() if "secrets.choice(" in text}
    assert picking == {"base.py", "claim.py", "codes.py", "passwords.py"}


def test_every_test_the_security_page_names_exists() -> None:
    for row, _how, test in rows("security.md", "Met"):
        file, _, name = test.strip("`").partition("::")
        source = DOCS.parent / file
        assert source.is_file(), row
        assert not name or f"def {name}(" in source.read_text(), test


def test_the_security_page_speaks_of_each_row_of_the_standard_once() -> None:
    cells = [row[0] for heading in ("Met", "Not met") for row in rows("security.md", heading)]
    assert all(re.match(r"V\d+\.\d+\.\d+", cell) for cell in cells)
    spans = [span for cell in cells for span in re.findall(r"V(\d+\.\d+)\.(\d+)(?:–(\d+))?", cell)]
    numbers = [
        f"{part}.{n}" for part, first, last in spans for n in range(int(first), int(last or first) + 1)
    ]
    assert [one for one in numbers if numbers.count(one) > 1] == []
