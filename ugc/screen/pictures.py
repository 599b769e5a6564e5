"""What the darkroom's measures (media.Looks) say about a photo: too small, blurred, dark, a screenshot."""

from collections.abc import Iterator

from ugc.db import Session
from ugc.definitions.working import HintName
from ugc.media.recipes import Looks
from ugc.models import Photo, Submission
from ugc.screen.findings import Finding, clear, found, not_checked

Size = tuple[int, int]

SMALL = 1000  # pixels along the longer edge: less looks soft on a phone held sideways
BLURRED = 25.0  # sharpness; of 82 sharp pictures 7 in a hundred are below, of strongly blurred ones 95
DARK, LIT = 40.0, 90.0  # mean level of grey, and the level a night's lights pass
FLAT = 0.4  # of the pixels; photographs stay under a third
KINDS: tuple[HintName, ...] = ("small", "blur", "dark", "screenshot")
SCREENS = {  # what phones and tablets of the last years make of a screen, shorter edge first
    *((640, 1136), (750, 1334), (828, 1792), (1080, 1920), (1080, 2160), (1080, 2220), (1080, 2280)),
    *((1080, 2310), (1080, 2340), (1080, 2376), (1080, 2388), (1080, 2400), (1080, 2412), (1080, 2424)),
    *((1080, 2460), (1125, 2436), (1170, 2532), (1179, 2556), (1206, 2622), (1242, 2208), (1242, 2688)),
    *((1284, 2778), (1290, 2796), (1320, 2868), (1440, 2560), (1440, 2880), (1440, 2960), (1440, 3040)),
    *((1440, 3088), (1440, 3120), (1440, 3200), (1280, 2856), (1344, 2992), (720, 1280), (720, 1520)),
    *((720, 1560), (720, 1600), (720, 1612), (720, 1640), (1536, 2048), (1620, 2160), (1640, 2360)),
    *((1668, 2224), (1668, 2388), (2048, 2732), (1488, 2266), (1200, 2000), (1600, 2560)),
}


def check(session: Session, submission: Submission) -> Iterator[Finding]:
    """What can be told of each photo without looking at it again."""
    for photo in submission.photos:
        if photo.looks is None or not photo.width or not photo.height:
            yield from (not_checked(kind, "missing", photo) for kind in KINDS)
        else:
            looks, size = Looks(**photo.looks), (photo.width, photo.height)
            yield from (_small(photo, size), _blur(photo, looks), _dark(photo, looks))
            yield _screenshot(photo, looks, size)


def _small(photo: Photo, size: Size) -> Finding:
    edge = max(size)
    return found("small", 1, photo, edge=edge, enough=SMALL) if edge < SMALL else clear("small", photo)


def _blur(photo: Photo, looks: Looks) -> Finding:
    if looks.sharpness >= BLURRED:
        return clear("blur", photo)
    sure = 0.9 - 0.4 * looks.sharpness / BLURRED
    return found("blur", sure, photo, sharpness=looks.sharpness, enough=BLURRED)


def _dark(photo: Photo, looks: Looks) -> Finding:
    if looks.brightness >= DARK or looks.highlights >= LIT:
        return clear("dark", photo)
    sure = 0.9 - 0.4 * looks.brightness / DARK
    return found("dark", sure, photo, brightness=looks.brightness, enough=DARK)


def _screenshot(photo: Photo, looks: Looks, size: Size) -> Finding:
    """Each sign adds up; a photo that names its camera is none, however it measures."""
    signs = {
        "size": tuple(sorted(size)) in SCREENS,
        "flat": looks.flat >= FLAT,
        "png": photo.mime == "image/png",
    }
    sure = 0.5 * signs["size"] + 0.3 * signs["flat"] + 0.15 * signs["png"]
    if sure < 0.5 or looks.camera:
        return clear("screenshot", photo)
    return found("screenshot", sure, photo, signs=[sign for sign, seen in signs.items() if seen])
