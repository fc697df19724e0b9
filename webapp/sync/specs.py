"""Which specialization plays which role, as data.

Keyed by Blizzard's id, because names such as Holy or Frost are ambiguous. Battle.net itself says only
tank, healer or damage; melee and ranged follow the classification that guild tools agree on
(https://github.com/wowaudit, https://github.com/ThingEngineering/wowthing-again).
"""

from webapp.words import Role

ROLE_OF_SPEC = {
    spec_id: role
    for role, spec_ids in {
        Role.TANK: (250, 581, 104, 268, 66, 73),
        Role.HEALER: (105, 270, 65, 256, 257, 264, 1468),
        Role.RANGED: (1480, 102, 253, 254, 62, 63, 64, 258, 262, 265, 266, 267, 1467, 1473),
        Role.MELEE: (251, 252, 577, 103, 255, 269, 70, 259, 260, 261, 263, 71, 72),
    }.items()
    for spec_id in spec_ids
}


def role_of(spec_id: int | None) -> Role | None:
    """Return the role of a specialization, or None where there is none or the game has added it since."""
    return None if spec_id is None else ROLE_OF_SPEC.get(spec_id)
