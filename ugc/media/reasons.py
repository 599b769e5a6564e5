"""Why a file cannot become a photo: stable codes. What a customer reads about them is written in web/."""

from enum import StrEnum


class Reason(StrEnum):
    """One code per thing a customer can do something about."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PHOTO = "not_a_photo"
    VIDEO = "video"
    UNSUPPORTED_TIFF = "unsupported_tiff"
    UNSUPPORTED_SVG = "unsupported_svg"
    UNSUPPORTED = "unsupported"  # a picture, of a kind we do not take
    TRUNCATED = "truncated"  # the end is missing
    BROKEN = "broken"  # it claims to be a photo and cannot be read
    TOO_EXPENSIVE = "too_expensive"  # ran into the CPU or memory limit


class Unusable(Exception):
    """This file cannot become a photo; trying again will not help."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
