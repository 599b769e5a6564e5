"""The production server's entry, as a process of its own."""

import subprocess
import sys
from pathlib import Path

from ugc.settings import ROOT

REPORT = "import gc, wsgi; print(wsgi.app.name, gc.get_freeze_count(), len(gc.get_objects()))"


def test_the_garbage_collector_passes_over_what_stays(tmp_path: Path) -> None:
    environment = {"UGC_SECRET_KEY": "k" * 40, "UGC_STORAGE": str(tmp_path)}
    run = [sys.executable, "-c", REPORT]
    told = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    name, stays, looked_at = told.stdout.split()
    assert name == "ugc.web"
    assert int(stays) > 100 * int(looked_at)
