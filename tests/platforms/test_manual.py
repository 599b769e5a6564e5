"""The channel that a person looks after."""

from datetime import UTC, datetime

import pytest

from ugc.platforms import Door, PlatformError, connect
from ugc.platforms.contract import Post


def test_a_person_does_everything(door: Door) -> None:
    channel = connect("manual", "https://www.instagram.com/pipandmoss/", "", door)
    assert channel.check().handle == "www.instagram.com/pipandmoss"
    assert channel.capabilities.needs_person
    assert channel.capabilities.objections(Post("x" * 100_000)) == []
    assert channel.find(Post("Hello"), "reshare-1", datetime.now(UTC)) is None
    for attempt in (lambda: channel.publish(Post("Hello"), "reshare-1"), lambda: channel.remove("1")):
        with pytest.raises(PlatformError, match="by hand") as refused:
            attempt()
        assert refused.value.needs_person
        assert not refused.value.unknown
