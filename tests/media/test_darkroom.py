import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from tests.media.conftest import CREDIT
from tests.support import photos
from ugc.media import darkroom as darkroom_module
from ugc.media.darkroom import Darkroom, Failed
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Recipe

RECIPE = Recipe(CREDIT)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo"
    path.write_bytes(photos.jpeg())
    return path


def children(parent: int) -> set[int]:
    path = Path(f"/proc/{parent}/task")
    return {int(pid) for task in path.iterdir() for pid in (task / "children").read_text().split()}


@pytest.fixture
def before() -> set[int]:
    return children(os.getpid())


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline
        os.sched_yield()


def opened(pid: int) -> set[Path]:
    with suppress(FileNotFoundError):  # one that was closed while we looked
        return {link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir()}
    return set()


def wait_until_at_work(pid: int, on: Path) -> None:
    deadline = time.monotonic() + 20
    while on not in opened(pid):
        assert time.monotonic() < deadline
        os.sched_yield()


def test_a_child_is_reused_and_ends_with_the_darkroom(photo: Path, tmp_path: Path, before: set[int]) -> None:
    with Darkroom() as darkroom:
        darkroom.develop(photo, tmp_path, RECIPE)
        first = children(os.getpid()) - before
        darkroom.develop(photo, tmp_path, RECIPE)
        assert children(os.getpid()) - before == first
        assert len(first) == 1
    assert children(os.getpid()) == before


def test_threads_share_the_children(photo: Path, tmp_path: Path, before: set[int]) -> None:
    def develop(number: int) -> int:
        into = tmp_path / str(number)
        into.mkdir()
        return len(darkroom.develop(photo, into, RECIPE).renditions)

    with Darkroom(children=2) as darkroom, ThreadPoolExecutor(6) as threads:
        assert set(threads.map(develop, range(12))) == {4}
        assert len(children(os.getpid()) - before) <= 2


def test_endless_work_costs_one_child_and_gives_a_reason(photo: Path, tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    endless.write_bytes(photos.scan_bomb())
    with Darkroom(cpu_seconds=1) as darkroom:
        with pytest.raises(Unusable) as refusal:
            darkroom.develop(endless, tmp_path, RECIPE)
        assert refusal.value.reason is Reason.TOO_EXPENSIVE
        assert darkroom.develop(photo, tmp_path, RECIPE).width == 640


def test_running_out_of_memory_gives_a_reason(photo: Path, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(photos.encoded(Image.new("RGB", (7000, 7000)), "PNG", compress_level=1))
    with Darkroom(memory_bytes=200 * 1024**2) as darkroom:
        with pytest.raises(Unusable) as refusal:
            darkroom.develop(large, tmp_path, RECIPE)
        assert refusal.value.reason is Reason.TOO_EXPENSIVE
        assert darkroom.develop(photo, tmp_path, RECIPE).width == 640


@pytest.mark.parametrize(
    ("signal_number", "outcome"),
    [(signal.SIGSEGV, Unusable), (signal.SIGKILL, Failed), (signal.SIGTERM, Failed)],
)
def test_a_child_that_dies_at_work_is_replaced(
    photo: Path, tmp_path: Path, before: set[int], signal_number: int, outcome: type[Exception]
) -> None:
    endless = tmp_path / "endless"
    endless.write_bytes(photos.scan_bomb())
    with Darkroom() as darkroom, ThreadPoolExecutor(1) as thread:
        darkroom.develop(photo, tmp_path, RECIPE)
        (child,) = children(os.getpid()) - before
        answer = thread.submit(darkroom.develop, endless, tmp_path, RECIPE)
        wait_until_at_work(child, endless)
        os.kill(child, signal_number)
        with pytest.raises(outcome):
            answer.result()
        assert darkroom.develop(photo, tmp_path, RECIPE).width == 640


def test_a_child_that_died_idle_is_replaced(photo: Path, tmp_path: Path, before: set[int]) -> None:
    with Darkroom() as darkroom:
        darkroom.develop(photo, tmp_path, RECIPE)
        (child,) = children(os.getpid()) - before
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert darkroom.develop(photo, tmp_path, RECIPE).width == 640


def test_trouble_of_our_own_is_not_the_photos_fault(photo: Path, tmp_path: Path, darkroom: Darkroom) -> None:
    with pytest.raises(Failed, match="FileNotFoundError"):
        darkroom.develop(tmp_path / "lost", tmp_path, RECIPE)
    with pytest.raises(Failed, match="FileNotFoundError"):
        darkroom.develop(photo, tmp_path / "no such folder", RECIPE)


def test_a_child_that_hangs_is_ended_and_the_photo_not_blamed(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(darkroom_module, "PATIENCE", 1)
    hanging = tmp_path / "hanging"
    os.mkfifo(hanging)  # opening it waits for a writer who never comes
    with Darkroom(cpu_seconds=2) as darkroom:
        with pytest.raises(Failed, match="no answer"):
            darkroom.develop(hanging, tmp_path, RECIPE)
        monkeypatch.undo()
        assert darkroom.develop(photo, tmp_path, RECIPE).width == 640


PARENT = """
import os, sys
from pathlib import Path
from ugc.media.darkroom import Darkroom
from ugc.media.recipes import Credit, Recipe
recipe = Recipe(Credit("", "", "", ""))
darkroom = Darkroom()
darkroom.develop(Path(sys.argv[1]), Path(sys.argv[2]), recipe)
print("ready", flush=True)
darkroom.develop(Path(sys.argv[3]), Path(sys.argv[2]), recipe)
"""


@pytest.fixture
def parent(photo: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    endless = tmp_path / "endless"
    endless.write_bytes(photos.scan_bomb())
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, photo, tmp_path, endless], stdout=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


def test_children_end_when_their_parent_is_killed(parent: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert parent.stdout
    assert parent.stdout.readline() == b"ready\n"
    (child,) = children(parent.pid)
    wait_until_at_work(child, tmp_path / "endless")
    parent.kill()
    wait_until_gone(child)
