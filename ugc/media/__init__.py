"""Bytes in, bytes out: inspect, decode safely, make renditions, write the credit.

Knows nothing of models, stores or the web. Importing it loads no image library: everything that touches
pixels runs only inside a darkroom's child processes.
"""

from ugc.media.darkroom import Darkroom, Failed
from ugc.media.reasons import Reason, Unusable
from ugc.media.recipes import Credit, Developed, Recipe, Rendered

__all__ = ["Credit", "Darkroom", "Developed", "Failed", "Reason", "Recipe", "Rendered", "Unusable"]
