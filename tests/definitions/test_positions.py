import tomllib
from typing import Any

from ugc.definitions.positions import line_of, positions
from ugc.definitions.problems import Loc

SOURCE = '''\
# a comment
slug = "x"
"two words".dotted = 1

[form] # another
photos = { min = 1, max = [
    2,
    # in between
    { deep = 3 },
] }
text = """
[not.a.table]
key = 4
"""

[[form.fields]]
name = "a"

[[form.fields]]
name = "b"

[form.fields.sub]
choices = ["1",
  "2"]

[translations.es.invite]
headline = "é, ñ, 📷"
after = 1
'''


def test_every_key_and_item_has_its_line() -> None:
    lines = positions(SOURCE)
    expected = {
        ("slug",): 2,
        ("two words", "dotted"): 3,
        ("form",): 5,
        ("form", "photos", "min"): 6,
        ("form", "photos", "max", 0): 7,
        ("form", "photos", "max", 1): 9,
        ("form", "photos", "max", 1, "deep"): 9,
        ("form", "text"): 11,
        ("form", "fields", 0): 16,
        ("form", "fields", 0, "name"): 17,
        ("form", "fields", 1): 19,
        ("form", "fields", 1, "name"): 20,
        ("form", "fields", 1, "sub"): 22,
        ("form", "fields", 1, "sub", "choices", 1): 24,
        ("translations", "es"): 26,
        ("translations", "es", "invite", "after"): 28,
    }
    assert {loc: lines.get(loc) for loc in expected} == expected


def test_no_key_of_the_document_is_left_out() -> None:
    assert set(paths(tomllib.loads(SOURCE))) == set(positions(SOURCE))


def paths(value: Any, loc: Loc = ()) -> list[Loc]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in items for path in [(*loc, key), *paths(inner, (*loc, key))]]


def test_what_is_missing_is_said_where_it_should_be() -> None:
    lines = positions(SOURCE)
    assert line_of(("form", "fields", 1, "label"), lines) == 19
    assert line_of(("nowhere", "at", "all"), lines) == 1
