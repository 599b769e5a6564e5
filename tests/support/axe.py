"""What axe-core finds wrong with a page for people who see, hear or move differently."""

from functools import cache

from playwright.sync_api import Page

from ugc.settings import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """One line for each finding on the page as it stands, nothing moving: the rule, and where."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(f"() => {{ {_axe()} }}")
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def flaws(page: Page) -> list[str]:
    """The findings in light and in dark; leaves the page in light."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {one}" for one in violations(page)]
    return found
