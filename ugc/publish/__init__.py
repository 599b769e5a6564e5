"""Gallery, credit, schedule, reshare, retract."""

from ugc.publish.remind import remind
from ugc.publish.retract import follow, remove, sweep
from ugc.publish.send import send

__all__ = ["follow", "remind", "remove", "send", "sweep"]
