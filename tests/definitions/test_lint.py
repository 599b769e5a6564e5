"""Greedy and incomplete terms: found, explained with a better wording, and honest ones left alone."""

from pathlib import Path

import pytest

from ugc.definitions import lint
from ugc.definitions.clauses import book
from ugc.definitions.problems import Problems
from ugc.definitions.read import read_bundle

GREEDY = {
    "en": (
        "You grant us a perpetual, irrevocable licence.",
        "The licence is transferable and we may sublicense it.",
        "By entering you assign all rights to us.",
        "We may use it without any credit.",
        "We may edit and adapt it in any way.",
        "You will indemnify us.",
    ),
    "es": (
        "Nos das una licencia a perpetuidad.",
        "La licencia es transferible.",
        "Al participar nos cedes todos los derechos.",
        "Podemos usarla sin mención.",
        "Podemos modificarla sin límite.",
        "Te comprometes a indemnizarnos.",
    ),
    "de": (
        "Du räumst uns ein zeitlich unbegrenztes Recht ein.",
        "Das Recht ist übertragbar.",
        "Mit der Teilnahme überträgst du uns alle Rechte.",
        "Wir dürfen es ohne Namensnennung zeigen.",
        "Wir dürfen es beliebig bearbeiten.",
        "Du wirst uns freistellen.",
    ),
    "fr": (
        "Vous nous accordez une licence perpétuelle.",
        "La licence est cessible.",
        "En participant, vous cédez tous vos droits.",
        "Nous pouvons la montrer sans mention.",
        "Nous pouvons la modifier librement.",
        "Vous devez nous indemniser.",
    ),
}
HONEST = {
    "en": "It is not perpetual. We don’t sell it, transfer it or sublicense it. "
    "We never show it without credit. We do not keep it forever. You need not indemnify us.",
    "es": "No es a perpetuidad. No la vendemos ni la cedemos a terceros. Nunca se muestra sin crédito.",
    "de": "Es gilt nicht unbefristet. Das Recht ist nicht übertragbar. Nie zeigen wir es ohne Namensnennung.",
    "fr": "La licence n’est pas perpétuelle. Elle n’est pas cessible. On ne montre jamais rien sans crédit.",
}
RULES = "**Who can enter.** Anybody. Entering is free. Until 31 March 2027, 18:00 (London)."


@pytest.mark.parametrize("language", GREEDY)
@pytest.mark.parametrize("number", range(6))
def test_a_greedy_clause_is_found_on_its_line_with_better_words(language: str, number: int) -> None:
    text = f"# Terms\n\nBe kind.\n\n{GREEDY[language][number]}\n"
    found = list(lint.clauses(text, language))
    assert {said.line for said in found} == {5}
    clause = book().clauses[number]
    words = clause.words(language)
    assert words
    assert words.better in {said.would_be_right for said in found}
    assert clause.warning is (number == 5)


@pytest.mark.parametrize("language", HONEST)
def test_what_is_said_to_be_absent_is_no_clause(language: str) -> None:
    assert list(lint.clauses(HONEST[language], language)) == []


@pytest.mark.parametrize("language", GREEDY)
def test_the_better_words_are_better(language: str) -> None:
    book_ = book()
    better = [words.better for each in book_.clauses if (words := each.words(language))]
    assert len(better) == len(book_.clauses)
    assert [said for words in better for said in lint.clauses(words, language)] == []


def test_a_language_nobody_knows_says_nothing_about_clauses() -> None:
    assert list(lint.clauses("Licentia perpetua.", "la")) == []


def problems(folder: Path) -> list[str]:
    with pytest.raises(Problems) as found:
        read_bundle(folder / "kites.toml")
    return [str(problem).removeprefix(f"{folder}/") for problem in found.value.problems]


def test_an_error_keeps_a_campaign_from_opening_and_stands_in_the_terms_file(folder: Path) -> None:
    terms = folder / "terms/kites.md"
    terms.write_text("Larks Ltd asks.\nUntil 2029.\nYou grant a perpetual licence.\n")
    assert problems(folder) == [
        "terms/kites.md:3: “perpetual” takes it for ever, but every use has an end here — "
        "We use it until the day named here, and you can take it back at any time."
    ]


def test_terms_say_who_asks(folder: Path) -> None:
    (folder / "terms/kites.md").write_text("Until 31 March 2029.\n")
    assert problems(folder) == [
        "terms/kites.md:1: does not say who asks — Larks Ltd, 1 High Street. us@larks.example"
    ]


def test_a_warning_is_told_and_stops_nothing(folder: Path) -> None:
    (folder / "terms/kites.md").write_text("Larks Ltd asks. You will indemnify us.\n")
    told = [
        str(problem).removeprefix(f"{folder}/") for problem in read_bundle(folder / "kites.toml").warnings
    ]
    assert told == [
        "terms/kites.md:1: warning: does not say when every use ends — 31 March 2029",
        "terms/kites.md:1: warning: “indemnify” makes customers pay for our mistakes — Please only send what "
        "is yours to send, and ask everybody in it. That is all we need from you.",
    ]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (RULES, None),
        (RULES.replace("Entering is free. ", ""), "does not say that nobody has to buy anything"),
        (RULES.replace("**Who can enter.** Anybody. ", ""), "does not say who can take part"),
        (RULES.replace(" (London)", ""), "does not give the last moment with its time zone"),
        (RULES.replace("(London)", "GMT"), None),
        (RULES + " Every entrant waives all claims.", "takes rights over everything sent"),
    ],
)
def test_a_contests_rules_leave_nothing_out(folder: Path, rules: str, says: str | None) -> None:
    definition = read_bundle(folder / "kites.toml").definition
    found = [said.says for said in lint.rules(definition, "en", rules)]
    assert len(found) == (says is not None)
    assert says is None or says in found[0]


def test_what_is_no_contest_needs_no_prize_and_no_rules(folder: Path) -> None:
    assert read_bundle(folder / "kites.toml").warnings == ()
