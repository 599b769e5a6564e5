from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Row


class Brand(Base, Row):
    """A company that asks and answers. `profile` is the brand file's document (colours, controller, …)."""

    __tablename__ = "brand"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    profile: Mapped[dict[str, Any]]

    @property
    def accent(self) -> str:
        """Its one colour, `#rrggbb`."""
        return str(self.profile.get("accent", "#3d5a52"))
