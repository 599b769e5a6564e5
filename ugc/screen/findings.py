"""What a check says. A check that could not look says so; it never says that all is well."""

from dataclasses import dataclass, field
from typing import Any, Literal

from ugc.definitions.working import HintName
from ugc.models import Photo


@dataclass(frozen=True)
class Finding:
    """About a submission, or one of its photos; `sure` is 0–1, `evidence` what a person judges it by."""

    kind: HintName
    finding: Literal["found", "clear", "not_checked"]
    photo: Photo | None = None
    sure: float | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


def found(kind: HintName, sure: float, photo: Photo | None = None, **evidence: Any) -> Finding:
    """Something to look at."""
    return Finding(kind, "found", photo, round(sure, 2), evidence)


def clear(kind: HintName, photo: Photo | None = None) -> Finding:
    """Looked, and there was nothing."""
    return Finding(kind, "clear", photo)


def not_checked(kind: HintName, why: str, photo: Photo | None = None) -> Finding:
    """Could not look: `plain`, `missing`, `failed`, `off` (not installed), `none` (to be had) or `short`."""
    return Finding(kind, "not_checked", photo, evidence={"why": why})
