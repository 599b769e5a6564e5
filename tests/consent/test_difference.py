"""What changed, paragraph by paragraph."""

from ugc.consent.difference import Changed, difference, paragraphs

THEN = "# Terms\n\n**In short.** The photo\nstays yours.\n\n* **Gallery**: here.\n* **Adverts**: online.\n"


def test_line_breaks_and_marks_are_no_words() -> None:
    assert paragraphs(THEN) == [
        "Terms",
        "In short. The photo stays yours.",
        "Gallery: here.",
        "Adverts: online.",
    ]
    assert difference(paragraphs(THEN), paragraphs(THEN.replace("photo\n", "photo "))) == []


def test_what_is_gone_and_what_is_new_come_in_reading_order() -> None:
    now = THEN.replace("* **Adverts**: online.", "* **Adverts**: online and in print.") + "\nUntil 2030.\n"
    assert difference(paragraphs(THEN), paragraphs(now)) == [
        Changed("gone", "Adverts: online."),
        Changed("new", "Adverts: online and in print."),
        Changed("new", "Until 2030."),
    ]
