"""What moderators should look at: findings with their evidence, and how sure. Never a decision."""

from ugc.screen.work import screen

__all__ = ["screen"]
