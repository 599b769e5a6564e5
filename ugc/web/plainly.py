"""A campaign's grant in plain sentences, made from the same definition as the boxes and the guard.

Nobody writes these by hand, so they cannot say the opposite of what is asked.
"""

from ugc.definitions import Definition
from ugc.definitions.texts import Texts
from ugc.language import day
from ugc.models import Brand
from ugc.web.context import gettext as _


def summary(definition: Definition, texts: Texts, brand: Brand) -> list[str]:
    """What people agree to, a sentence each, in the page's language."""
    last = definition.moment(definition.last_day)
    return [
        _(
            "What you send stays yours. %(brand)s may only do what you tick, and none is ticked for you.",
            brand=brand.name,
        ),
        _("You are asked about: %(uses)s.", uses="; ".join(words.label for words in texts.uses.values())),
        _("Where: %(territory)s.", territory=texts.territory),
        _(
            "Until when: %(day)s at the latest. Then all of it ends by itself.",
            day=day(last, texts.language, definition.timezone),
        ),
        _("Whatever is shown carries your credit, in the words you choose."),
        *_concerned(definition),
        _("You can take back each use by itself, or everything, with one click on your page."),
    ]


def _concerned(definition: Definition) -> list[str]:
    if not definition.shows_people:
        return []
    return [_("Whoever can be recognised is asked too, and for a child a parent or guardian answers.")]
