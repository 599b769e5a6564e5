"""The queue and what moderators decide."""
