"""What axe-core finds wrong with a page for people who see, hear or move differently."""

from functools import cache

from playwright.sync_api import Page

from ugc.settings import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page, rules: list[str] = RULES, kind: str = "tag") -> list[str]:
    """One line for each finding on the page as it stands, nothing moving: the rule, and where."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(f"() => {{ window.axe ?? (() => {{ {_axe()} }})() }}")
    only = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
    found = page.evaluate("only => axe.run(only)", only)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def flaws(page: Page) -> list[str]:
    """The findings in light, and those in dark that depend on it; leaves the page in light."""
    page.emulate_media(color_scheme="dark")
    dark = violations(page, ["color-contrast"], "rule")
    page.emulate_media(color_scheme="light")
    return [*(f"dark: {one}" for one in dark), *violations(page)]
