"""What to collect: campaign definitions, read from TOML, checked, compared, applied, exported."""

from ugc.definitions.current import (
    all_campaigns,
    current_terms,
    find_brand,
    find_campaign,
    load,
    open_campaigns,
)
from ugc.definitions.schema import Definition

__all__ = [
    "Definition",
    "all_campaigns",
    "current_terms",
    "find_brand",
    "find_campaign",
    "load",
    "open_campaigns",
]
