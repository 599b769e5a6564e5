"""Every key of the desk: what `?` lists and docs/keys.md says. The controls carry theirs as `data-key`."""

from typing import NamedTuple


class Group(NamedTuple):
    """The keys of one screen, each with what it does; two after one another are apart by a space."""

    screen: str
    keys: tuple[tuple[str, str], ...]


KEYS = (
    Group(
        "Everywhere",
        (
            ("g q", "Queue"),
            ("g i", "Inbox"),
            ("g s", "Second looks"),
            ("g p", "Planner"),
            ("g c", "Campaigns"),
            ("g f", "Finds"),
            ("z", "Undo what was just decided"),
            ("Esc", "Close what is open"),
            ("?", "These keys"),
        ),
    ),
    Group(
        "One submission",
        (
            ("a", "Approve"),
            ("d", "Decline, with a reason"),
            ("r", "Return, with a reason"),
            ("h", "Hold, with a reason"),
            ("1 – 9", "Pick the reason with this number"),
            ("i b d w c", "While returning: another photo, hide, describe, words, consent"),
            ("t", "Reply"),
            ("j", "Next"),
            ("k", "Previous"),
            ("f", "The photo at full size; with several, f and its number"),
            ("m", "The loupe, while held; the arrow keys move it"),
            ("b", "Hide a part of the photo; with several, b and its number"),
            ("p", "Share what is approved"),
            ("l", "The queue as a list"),
        ),
    ),
    Group(
        "A photo at full size",
        (("↑ ↓ ← →", "Move over it"), ("Home End", "To its top, to its end"), ("Esc", "Back")),
    ),
    Group(
        "The list",
        (
            ("j k", "Down, up"),
            ("x", "Choose the one you are at; the space bar too"),
            ("Shift + click", "Choose all in between"),
            ("a d r h", "Approve, decline, return, hold what is chosen: a preview comes first"),
            ("l", "One by one"),
            ("k", "In the preview: back to the list"),
            ("j", "Afterwards: go on with the list"),
            ("z", "Afterwards: undo all of it"),
        ),
    ),
    Group(
        "Hiding a part of a photo",
        (
            ("n", "A new area; or drag over the photo, with a finger too"),
            ("↑ ↓ ← →", "Move the area"),
            ("Alt + ↑ ↓ ← →", "Move it further"),
            ("Shift + ↑ ↓ ← →", "Change its size"),
            ("Delete", "Remove it"),
            ("s", "Hide it"),
            ("k", "Back to what they sent"),
        ),
    ),
    Group("A conversation", (("t", "Write an answer"), ("e", "Close it"))),
    Group(
        "The planner",
        (
            ("n", "Share something"),
            ("j k", "Later, earlier"),
            ("t", "Today"),
            ("w m", "Week, month"),
            ("p", "Keep or schedule the new post"),
        ),
    ),
)


def table() -> str:
    """The same as Markdown."""
    parts = []
    for screen, keys in KEYS:
        rows = "\n".join(f"| {' '.join(f'`{cap}`' for cap in key.split())} | {does} |" for key, does in keys)
        parts.append(f"## {screen}\n\n| key | what it does |\n|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"
