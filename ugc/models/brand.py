from typing import Any

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, Row


class Brand(Base, Row):
    """A company that asks and answers. `profile` is the brand file's document (colours, controller, …).

    `second_factor`: whoever works for it signs in with one.
    """

    __tablename__ = "brand"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    profile: Mapped[dict[str, Any]]
    second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def accent(self) -> str:
        """Its one colour, `#rrggbb`."""
        return str(self.profile.get("accent", "#3d5a52"))
