"""Looks an installation over and says in plain words what is wrong: log, files, work, promises."""

from ugc.doctor.examine import Work, examine
from ugc.doctor.finding import Finding

__all__ = ["Finding", "Work", "examine"]
