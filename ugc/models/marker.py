from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ugc.models.base import Base, CustomerOwned, Owned


class Marker(Base, Owned, CustomerOwned):
    """That something was taken back, for the store, which did not take it at that moment (consent.markers).

    `consents` are ids; `whole` says that the submission itself was taken back. Empty but for such moments.
    """

    __tablename__ = "marker"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    consents: Mapped[list[str]]
    whole: Mapped[bool]
    at: Mapped[datetime]
