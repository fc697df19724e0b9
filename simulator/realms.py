"""Realms of the four regions: ids and slugs as Battle.net has them, also the odd ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Realm:
    """A realm; realms of one group are connected and share guilds."""

    id: int
    name: str
    slug: str
    group: int


# One tuple a connected group. A name alone is "id name": its slug is the lower-cased name with hyphens.
# A third part is a slug that no formula gives (or gives only by luck).
_EU = (
    ("536 Argent Dawn", "561 Earthen Ring"),
    ("503 Azjol-Nerub:azjolnerub", "623 Quel'Thalas:quelthalas"),
    ("1413 Aggra (Português):aggra-português", "1303 Grim Batol"),
    ("1086 La Croisade écarlate:la-croisade-écarlate", "644 Conseil des Ombres"),
    ("1602 Gordunni:gordunni", "1922 Azuregos"),
    ("590 Mal'Ganis:malganis", "615 Terrordar"),
    ("1309 Pozzo dell'Eternità:pozzo-delleternità",),
    ("512 Arak-arahm:arakarahm", "543 Kael'thas:kaelthas"),
    ("1416 Blade's Edge:blades-edge", "504 Bloodhoof"),
    ("1395 Colinas Pardas:colinas-pardas", "1384 Tyrande"),
    ("1336 Eldre'Thalas:eldrethalas",),
    ("1127 Confrérie du Thorium:confrérie-du-thorium",),
    ("1620 Chants éternels:chants-éternels",),
    ("1611 Festung der Stürme:festung-der-stürme",),
    ("1615 Howling Fjord",),
    ("1404 Area 52",),
    ("549 Silvermoon",),
    ("1306 Tarren Mill",),
    ("1417 Azuremyst", "550 Stormrage"),
    ("506 Draenor",),
)
_US = (
    ("75 Argent Dawn", "125 Shadow Council"),
    ("121 Azjol-Nerub:azjolnerub", "1143 Khaz Modan"),
    ("59 Mal'Ganis:malganis",),
    ("1564 Blade's Edge:blades-edge", "105 Thunderhorn"),
    ("124 Spirestone",),
    ("1374 Mok'Nathal:moknathal", "12 Silver Hand"),
    ("1372 Quel'dorei:queldorei",),
    ("1566 Area 52",),
    ("1344 The Forgotten Coast",),
    ("1354 Shu'halo:shuhalo", "1147 Kul Tiras"),
    ("60 Stormrage",),
    ("3736 Jubei'Thos:jubeithos",),
    ("3735 Dath'Remar:dathremar",),
    ("57 Illidan",),
    ("3209 Azralon",),
    ("1365 Moon Guard",),
)
_KR = (
    ("205 아즈샤라:azshara",),
    ("214 하이잘:hyjal",),
    ("207 듀로탄:durotan", "201 불타는 군단:burning-legion"),
    ("2116 줄진:zuljin",),
)
_TW = (
    ("963 暗影之月:shadowmoon",),
    ("980 亞雷戈斯:arygos", "1037 寒冰皇冠:icecrown"),
    ("1049 憤怒使者:wrathbringer",),
    ("1023 眾星之子:queldorei",),
)


def _realm(text: str, group: int) -> Realm:
    number, _, rest = text.partition(" ")
    name, _, slug = rest.partition(":")
    return Realm(int(number), name, slug or name.lower().replace(" ", "-"), group)


def _groups(table: tuple[tuple[str, ...], ...]) -> tuple[tuple[Realm, ...], ...]:
    return tuple(tuple(_realm(text, number) for text in group) for number, group in enumerate(table))


GROUPS = {"us": _groups(_US), "eu": _groups(_EU), "kr": _groups(_KR), "tw": _groups(_TW)}
REALMS = {region: tuple(realm for group in groups for realm in group) for region, groups in GROUPS.items()}
BY_SLUG = {region: {realm.slug: realm for realm in realms} for region, realms in REALMS.items()}
# The realm index names them in the language asked for; these alone differ from their English slug's spelling.
LOCAL_NAMES = {("eu", "gordunni"): {"ru_RU": "Гордунни"}, ("eu", "howling-fjord"): {"ru_RU": "Ревущий фьорд"}}
