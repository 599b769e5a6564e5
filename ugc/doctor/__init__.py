"""Looks an installation over and says in plain words what is wrong: log, files, work, promises."""

from ugc.doctor.examine import Work, examine
from ugc.doctor.finding import Finding
from ugc.doctor.restored import Replayed, replay

__all__ = ["Finding", "Replayed", "Work", "examine", "replay"]
