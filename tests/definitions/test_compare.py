from typing import Any

from ugc.definitions.compare import compare
from ugc.definitions.schema import Definition


def changed(document: dict[str, Any], **keys: object) -> list[str]:
    old, new = Definition.model_validate(document), Definition.model_validate({**document, **keys})
    return [str(change) for change in compare(old, new)]


def test_equal_definitions_have_nothing_to_say(document: dict[str, Any]) -> None:
    assert changed(document) == []


def test_a_default_written_out_is_no_change(document: dict[str, Any]) -> None:
    assert changed(document, gallery={"layout": "masonry"}) == []


def test_changes_are_told_by_name(document: dict[str, Any]) -> None:
    wind, maker = document["form"]["fields"]
    form = {**document["form"], "fields": [{**maker, "required": True}, wind]}
    assert changed(document, title="Kites", form=form, goals={"submissions": 9}, reshare=None) == [
        'title: "Kites over town" → "Kites"',
        'form.fields: ["wind", "maker"] → ["maker", "wind"]',
        "form.fields.maker.required: false → true",
        'reshare.channels: ["mastodon"] → (gone)',
        'reshare.slots: ["Tue 18:00"] → (gone)',
        'reshare.caption: "{story}\\n\\n📷 {credit} {hashtags}" → (gone)',
        "reshare.hashtags: [] → (gone)",
        "goals.submissions: 9 (new)",
    ]
