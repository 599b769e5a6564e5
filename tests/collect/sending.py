"""Sending a form without a browser."""

from ugc.collect.entry import Entry
from ugc.collect.intake import receive
from ugc.collect.uploads import Draft
from ugc.db import Whose
from ugc.definitions.schema import Definition
from ugc.models import Campaign, Submission


def send(draft: Draft, definition: Definition, entry: Entry) -> Submission:
    """Send the draft's form as the web does: in one transaction of the brand's."""
    with draft.database.write(Whose.brand(draft.campaign.brand_id)) as session:
        campaign = session.get_one(Campaign, draft.campaign.id)
        return receive(session, campaign, definition, draft.key, entry)
