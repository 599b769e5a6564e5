"""What a newcomer finds in the demo brands: five campaigns full of invented people and their stories."""

from ugc.demo.fill import fill, is_empty
from ugc.demo.people import sign_in

__all__ = ["fill", "is_empty", "sign_in"]
