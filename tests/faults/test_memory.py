"""The web process stays as small as it is, however large the photo."""

import re
from pathlib import Path

import requests

from tests.support.installation import Installation
from tests.support.photos import jpeg
from tests.web.forms import PATH
from tests.web.submit.conftest import UPLOADS, opened

MEGABYTE = 2**20


def peak(pid: int) -> int:
    """The most memory a process has had so far, in kilobytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])


def test_three_times_the_photo_is_not_a_tenth_more_memory(here: Installation) -> None:
    process = here.serve("--web-only")
    browser = requests.Session()
    form = opened(browser.get(here.base_url + PATH, timeout=30).text)
    peaks = []
    for size in (8 * MEGABYTE, 24 * MEGABYTE):
        photo = jpeg().ljust(size, b"\0")
        created = browser.post(here.base_url + UPLOADS, headers=form.creating(size), timeout=30)
        url = here.base_url + created.headers["Location"]
        assert browser.patch(url, headers=form.sending(0), data=photo, timeout=120).status_code == 204
        peaks.append(peak(process.pid))
    assert peaks[1] / peaks[0] < 1.1
