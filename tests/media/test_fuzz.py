"""libFuzzer, by way of atheris, over inspect and decode, for a bounded number of runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from ugc.settings import ROOT

RUNS = {"inspect": 5_000, "decode": 2_000}


@pytest.mark.parametrize("target", RUNS)
def test_whatever_the_bytes_there_is_a_picture_or_a_reason(target: str, tmp_path: Path) -> None:
    options = [f"-runs={RUNS[target]}", "-seed=1", "-max_len=6000", "-timeout=60", "-rss_limit_mb=2048"]
    options += [f"-artifact_prefix={tmp_path}/"]
    (tmp_path / "corpus").mkdir()
    run = [sys.executable, "-m", "tests.media.fuzz", target, str(tmp_path / "corpus"), *options]
    done = subprocess.run(run, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
