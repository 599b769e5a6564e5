"""What a page looks like to those who cannot say so: the layout's stability, hidden data in pictures."""

import json
import subprocess
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.photos import CAMERA

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
OURS = {"ExifTool", "System", "File", "JFIF", "RIFF", "Composite", "IPTC", "Photoshop", "XMP-x"}
OURS |= {f"XMP-{space}" for space in ("dc", "iptcCore", "iptcExt", "photoshop", "plus", "xmpRights", "rdf")}


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
