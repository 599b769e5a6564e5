"""Submitting: the form, and photos that arrive before it is sent."""

from ugc.web.submit import form, uploads
from ugc.web.submit.blueprint import blueprint

__all__ = ["blueprint", "form", "uploads"]
