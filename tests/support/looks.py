"""What a page looks like to those who cannot say so: axe, the layout's stability, hidden data in pictures."""

import json
import subprocess
from functools import cache
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.photos import CAMERA
from ugc.settings import ROOT

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
OURS = {"ExifTool", "System", "File", "JFIF", "RIFF", "Composite", "IPTC", "Photoshop", "XMP-x"}
OURS |= {f"XMP-{space}" for space in ("dc", "iptcCore", "iptcExt", "photoshop", "plus", "xmpRights", "rdf")}


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def flaws(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(f"() => {{ {_axe()} }}")
        result = page.evaluate("() => window.axe.run(document, {resultTypes: ['violations']})")
        found += [_told(scheme, violation) for violation in result["violations"]]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def _told(scheme: str, violation: dict[str, Any]) -> str:
    where = "; ".join(node["html"][:200] for node in violation["nodes"][:3])
    return f"{scheme}: {violation['id']}: {violation['help']}: {where}"


def watch_shifts(context: BrowserContext) -> None:
    """Count layout shifts on every page of this context from now on."""
    context.add_init_script(SHIFTS)


def shifted(page: Page) -> float:
    """The page's cumulative layout shift so far."""
    return float(page.evaluate("() => window.shifted"))


def hidden_data(picture: bytes) -> dict[str, Any]:
    """What exiftool finds in a picture that is not ours to say: where, when, with which device."""
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-"]
    (found,) = json.loads(subprocess.run(command, input=picture, capture_output=True, check=True).stdout)
    groups = {name: value for name, value in found.items() if ":" in name}
    strange = {name: value for name, value in groups.items() if name.split(":")[0] not in OURS}
    return strange | ({"camera": CAMERA} if CAMERA.encode() in picture else {})
