"""What a page looks like to those who cannot say so: the layout's stability, hidden data in pictures."""

import json
import subprocess
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.photos import CAMERA

SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const place = ({x, y, width, height}) => [x, y, width, height].map(Math.round).join(" ");
    const moved = entry.sources.map(({node, previousRect, currentRect}) => {
      const what = (node?.outerHTML ?? node?.textContent ?? "?").slice(0, 100);
      return `${what} from ${place(previousRect)} to ${place(currentRect)}`;
    });
    window.shifts.push(`${entry.value}: ${moved.join(" | ")}`);
  }
}).observe({type: "layout-shift", buffered: true});
"""
FORM = {"ExifTool", "System", "File", "JFIF", "RIFF"}  # how the file is made
CREDIT = {"XMP-dc:Creator", "XMP-dc:Rights", "XMP-photoshop:Credit", "XMP-xmpRights:WebStatement"}
CREDIT |= {"XMP-iptcCore:AltTextAccessibility"}
SIZE = {"Composite:ImageSize", "Composite:Megapixels"}


def watch_shifts(context: BrowserContext) -> None:
    """Count layout shifts on every page of this context from now on."""
    context.add_init_script(SHIFTS)


def shifts(page: Page) -> list[str]:
    """What moved on the page so far without being asked to, and how far."""
    found: list[str] = page.evaluate("() => window.shifts")
    return found


def hidden_data(picture: bytes) -> dict[str, Any]:
    """What exiftool finds in a picture beyond its size, its credit and its description."""
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-"]
    (found,) = json.loads(subprocess.run(command, input=picture, capture_output=True, check=True).stdout)
    strange = {name: value for name, value in found.items() if _tells(name)}
    return strange | ({"camera": CAMERA} if CAMERA.encode() in picture else {})


def _tells(name: str) -> bool:
    """Whether what has this name, `group:tag`, is not ours to say."""
    group, _, tag = name.partition(":")
    return bool(tag) and (tag == "Comment" or group not in FORM) and name not in CREDIT | SIZE
