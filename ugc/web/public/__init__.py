"""What a visitor sees: brands, campaigns, galleries, single submissions. One file per kind of page."""

from ugc.web.public import campaigns, gallery, report
from ugc.web.public.blueprint import blueprint

__all__ = ["blueprint", "campaigns", "gallery", "report"]
