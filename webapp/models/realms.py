"""Realms of each region and the slugs that they had before."""

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.stamps import Stamped


class Realm(Stamped, Model):
    """A realm as the realm index lists it; its slug is looked up, never computed from the name."""

    __tablename__ = "realms"
    __table_args__ = (
        UniqueConstraint("region", "slug"),
        UniqueConstraint("region", "bnet_realm_id"),
        Index(None, "region", "name_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    slug: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    bnet_realm_id: Mapped[int] = mapped_column(Integer)
    connected_realm_id: Mapped[int | None] = mapped_column(Integer)


class FormerRealmSlug(Stamped, Model):
    """A slug that a realm had before a rename or merge; addresses with it redirect."""

    __tablename__ = "former_realm_slugs"
    __table_args__ = (UniqueConstraint("region", "slug"), Index(None, "realm_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    slug: Mapped[str] = mapped_column(String(64))
    realm_id: Mapped[int] = mapped_column(ForeignKey("realms.id", ondelete="CASCADE"))
