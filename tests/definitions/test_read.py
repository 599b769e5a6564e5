from pathlib import Path

import pytest

from ugc.definitions.problems import Problems
from ugc.definitions.read import read, read_bundle


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def problems(folder: Path) -> list[str]:
    with pytest.raises(Problems) as caught:
        read(folder / "kites.toml")
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.problems]


def test_a_definition_comes_with_its_brand_and_terms(folder: Path) -> None:
    bundle = read_bundle(folder / "kites.toml")
    assert bundle.definition.title == "Kites over town"
    assert bundle.brand.name == "Larks"
    assert bundle.terms == {
        "en": "Larks Ltd asks. Until 31 March 2029.",
        "es": "Pregunta Larks Ltd. Hasta el 31 de marzo de 2029.",
    }


def test_all_problems_come_at_once_with_file_line_and_what_would_be_right(folder: Path) -> None:
    campaign = folder / "kites.toml"
    change(campaign, 'title = "Kites over town"\n', "")
    change(campaign, 'label = "Who made it?"', 'label = "Who made it?"\ntyp = "text"')
    change(campaign, '["Tue 18:00"]', '[\n  "Tue 18:00",\n  "Tue 25:00",\n]')
    change(campaign, '"¿Cómo era el viento?"', '"¿Cómo era el viento?"\nhelp = 3')
    change(folder / "brands/larks.toml", '"#205080"', '"#ffee00"')
    (folder / "terms/kites.es.md").unlink()
    assert problems(folder) == [
        "brands/larks.toml:4: accent: reads at 1.2:1 on the background #ffffff "
        "— a darker or lighter accent, 4.5:1 or more",
        'kites.toml:1: title: is missing — title = "Little Wearers"',
        "kites.toml:27: form.fields[1].typ: is no key here — did you mean type?",
        "kites.toml:30: consent.terms: terms/kites.es.md cannot be read, and 'es' is promised "
        "— the terms in terms/kites.es.md",
        "kites.toml:44: reshare.slots[1]: 'Tue 25:00' is not a weekly slot "
        '— a weekday and a time, as in "Tue 18:00"',
        "kites.toml:55: translations.es.fields.wind.help: is not text in quotes "
        '— help = "Está en la etiqueta del cuello."',
    ]


def test_what_is_missing_stands_at_its_table(folder: Path) -> None:
    change(folder / "kites.toml", 'territory = "Everywhere"\n', "")
    assert problems(folder) == [
        'kites.toml:29: consent.territory: is missing — territory = "United Kingdom and Spain"'
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ('slug = "x"\ntitle = \n', "kites.toml:2: is not TOML: Invalid value"),
        ('slug = "x"\nslug = "y"\n', "kites.toml:2: is not TOML: Cannot overwrite a value"),
        ('slug = "x"\ntitle = "never ends', "kites.toml:2: is not TOML: "),
        ("a = " + "[" * 3000, "kites.toml:1: is not TOML: "),
    ],
)
def test_broken_toml_is_one_problem_with_its_line(folder: Path, text: str, starts: str) -> None:
    (folder / "kites.toml").write_text(text)
    (problem,) = problems(folder)
    assert problem.startswith(starts)


def test_a_file_that_is_no_text_or_not_there_is_a_problem(folder: Path) -> None:
    (folder / "kites.toml").write_bytes(b"slug = \xff")
    assert problems(folder) == ["kites.toml:1: is not UTF-8 text"]
    (folder / "kites.toml").unlink()
    assert problems(folder) == ["kites.toml:1: cannot be read: No such file or directory"]


def test_a_brand_nobody_knows_is_told_with_the_nearest_one(folder: Path) -> None:
    change(folder / "kites.toml", 'brand = "larks"', 'brand = "lark"')
    assert problems(folder) == ["kites.toml:2: brand: there is no brand 'lark' — did you mean larks?"]


def test_a_brand_file_is_named_like_its_brand(folder: Path) -> None:
    change(folder / "brands/larks.toml", 'slug = "larks"', 'slug = "starlings"')
    assert problems(folder) == [
        "brands/larks.toml:1: slug: is 'starlings', but campaigns look for larks.toml — slug = \"larks\""
    ]


def test_empty_terms_are_no_terms(folder: Path) -> None:
    (folder / "terms/kites.md").write_text(" \n")
    assert problems(folder) == [
        "kites.toml:30: consent.terms: terms/kites.md is empty or endless — terms people can read"
    ]
