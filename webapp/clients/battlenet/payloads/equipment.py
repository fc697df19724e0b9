"""What a character wears."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.clients.battlenet.payloads.mentions import id_of, name_of, type_of
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Socket:
    """A socket; without an item it is empty."""

    type: str | None
    item_id: int | None
    item_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enchantment:
    """An enchantment; ``slot`` says whether it is permanent, temporary or on use."""

    id: int | None
    slot: str | None
    source_item_id: int | None
    source_item_name: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One worn item; ``level`` is the item level, ``upgrade_text`` the line that names its track.

    What is crafted has ``crafting_stats`` (upper-case words such as HASTE_RATING), what is embellished says
    so in ``limit_category``.
    """

    slot: str
    item_id: int
    name: str | None
    quality: str | None
    level: int | None
    inventory_type: str | None
    item_class_id: int | None
    item_subclass_id: int | None
    bonus_ids: tuple[int, ...]
    set_id: int | None
    set_name: str | None
    sockets: tuple[Socket, ...]
    enchantments: tuple[Enchantment, ...]
    upgrade_text: str | None
    limit_category: str | None
    crafting_stats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEffect:
    """A bonus of a set: from how many pieces on, and whether it is in force."""

    required_count: int | None
    is_active: bool
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WornSet:
    """A set of which something is worn; ``text`` counts the pieces: "Kettle Regalia (2/5)"."""

    id: int | None
    name: str | None
    text: str | None
    worn_item_ids: tuple[int, ...]
    effects: tuple[SetEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Everything worn, in the order it came; patches before 8.3 tell no sets of their own."""

    items: tuple[Item, ...]
    sets: tuple[WornSet, ...]


def parse_equipment(document: Json) -> Equipment:
    """Read a character's equipment; a naked one has an empty list, and without a list nothing is known."""
    if not document.has("equipped_items"):
        raise document.bad("equipped_items")
    return Equipment(
        items=tuple(_item(entry) for entry in document.children("equipped_items", most=100)),
        sets=tuple(_worn_set(entry) for entry in document.children("equipped_item_sets", most=20)),
    )


def _item(entry: Json) -> Item:
    worn_set = entry.child_or_none("set")
    level = entry.child_or_none("level")
    upgrade = entry.child_or_none("name_description")
    return Item(
        slot=entry.child("slot").text("type"),
        item_id=entry.child("item").integer("id"),
        name=entry.text_or_none("name"),
        quality=type_of(entry, "quality"),
        level=None if level is None else level.integer_or_none("value"),
        inventory_type=type_of(entry, "inventory_type"),
        item_class_id=id_of(entry, "item_class"),
        item_subclass_id=id_of(entry, "item_subclass"),
        bonus_ids=entry.integers("bonus_list"),
        set_id=None if worn_set is None else id_of(worn_set, "item_set"),
        set_name=None if worn_set is None else name_of(worn_set, "item_set"),
        sockets=tuple(_socket(socket) for socket in entry.children("sockets", most=20)),
        enchantments=tuple(_enchantment(one) for one in entry.children("enchantments", most=20)),
        upgrade_text=None if upgrade is None else upgrade.text_or_none("display_string"),
        limit_category=entry.text_or_none("limit_category"),
        crafting_stats=_words(entry.children("modified_crafting_stat", most=20)),
    )


def _words(entries: Iterable[Json]) -> tuple[str, ...]:
    words = (entry.text_or_none("type") for entry in entries)
    return tuple(word for word in words if word is not None)


def _worn_set(entry: Json) -> WornSet:
    worn = (id_of(one, "item") for one in entry.children("items", most=50) if one.flag_or_none("is_equipped"))
    return WornSet(
        id=id_of(entry, "item_set"),
        name=name_of(entry, "item_set"),
        text=entry.text_or_none("display_string"),
        worn_item_ids=tuple(item_id for item_id in worn if item_id is not None),
        effects=tuple(_set_effect(one) for one in entry.children("effects", most=20)),
    )


def _set_effect(entry: Json) -> SetEffect:
    return SetEffect(
        required_count=entry.integer_or_none("required_count"),
        is_active=bool(entry.flag_or_none("is_active")),
        text=entry.text_or_none("display_string"),
    )


def _socket(entry: Json) -> Socket:
    return Socket(
        type=type_of(entry, "socket_type"), item_id=id_of(entry, "item"), item_name=name_of(entry, "item")
    )


def _enchantment(entry: Json) -> Enchantment:
    return Enchantment(
        id=entry.integer_or_none("enchantment_id"),
        slot=type_of(entry, "enchantment_slot"),
        source_item_id=id_of(entry, "source_item"),
        source_item_name=name_of(entry, "source_item"),
        text=entry.text_or_none("display_string"),
    )
