"""Classes, specialisations and roles in words; the ids are those of Blizzard's playable-class index."""

from webapp.words import Role

CLASS_NAMES = {
    1: "Warrior",
    2: "Paladin",
    3: "Hunter",
    4: "Rogue",
    5: "Priest",
    6: "Death Knight",
    7: "Shaman",
    8: "Mage",
    9: "Warlock",
    10: "Monk",
    11: "Druid",
    12: "Demon Hunter",
    13: "Evoker",
}

SPEC_NAMES = {
    62: "Arcane",
    63: "Fire",
    64: "Frost",
    65: "Holy",
    66: "Protection",
    70: "Retribution",
    71: "Arms",
    72: "Fury",
    73: "Protection",
    102: "Balance",
    103: "Feral",
    104: "Guardian",
    105: "Restoration",
    250: "Blood",
    251: "Frost",
    252: "Unholy",
    253: "Beast Mastery",
    254: "Marksmanship",
    255: "Survival",
    256: "Discipline",
    257: "Holy",
    258: "Shadow",
    259: "Assassination",
    260: "Outlaw",
    261: "Subtlety",
    262: "Elemental",
    263: "Enhancement",
    264: "Restoration",
    265: "Affliction",
    266: "Demonology",
    267: "Destruction",
    268: "Brewmaster",
    269: "Windwalker",
    270: "Mistweaver",
    577: "Havoc",
    581: "Vengeance",
    1467: "Devastation",
    1468: "Preservation",
    1473: "Augmentation",
    1480: "Devourer",
}

ROLE_NAMES = {Role.TANK: "Tank", Role.HEALER: "Healer", Role.MELEE: "Melee", Role.RANGED: "Ranged"}
UNKNOWN = "—"
"""Printed where Blizzard has not said it yet; nothing is guessed."""


def class_name(class_id: int | None) -> str:
    """Return the name of a class; one that the product does not know yet is shown by number."""
    return UNKNOWN if class_id is None else CLASS_NAMES.get(class_id, f"Class {class_id}")


def spec_name(spec_id: int | None) -> str:
    """Return the name of a specialisation; one that the product does not know yet is shown by number."""
    return UNKNOWN if spec_id is None else SPEC_NAMES.get(spec_id, f"Spec {spec_id}")
