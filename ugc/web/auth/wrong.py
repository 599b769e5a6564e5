"""The one answer to whoever is not let in."""


class Wrong(Exception):
    """No such account, not its password or code, no such passkey; which of them is nobody's business."""
