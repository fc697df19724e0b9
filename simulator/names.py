"""Names made of syllables of our own, unique by construction within a connected realm."""

from simulator.randomness import mix

_ONSETS = (
    "Ba", "Be", "Bri", "Ca", "Co", "Cra", "Da", "Dae", "Do", "Dra", "Fa", "Fe", "Fi", "Fo", "Ga", "Gi",
    "Go", "Gri", "Ha",
    "Hi", "Ho", "Ja", "Jo", "Ka", "Ke", "Ko", "Kri", "La", "Le", "Li", "Lo", "Ma", "Me", "Mi", "Mo", "Na",
    "Ne", "Ni", "No",
    "Pa", "Pe", "Po", "Qua", "Ra", "Re", "Ro", "Sa", "Se", "Si", "So", "Ta", "Te", "Ti", "To", "Tra", "Va",
    "Ve", "Vi", "Wo",
    "Za", "Ze",
)  # fmt: skip
_MIDDLES = (
    "bra", "bri", "dda", "ddi", "dre", "gra", "gri", "lda", "ldi", "lla", "lle", "lma", "lmi", "lve",
    "mbo", "mbra", "nda",
    "ndi", "ndo", "nna", "nni", "nta", "nti", "ppa", "rda", "rdi", "rga", "rgi", "rka", "rke", "rla",
    "rma", "rmi", "rna",
    "rra", "rri", "rta", "rte", "rva", "rvi", "ska", "ski",
)  # fmt: skip
_CODAS = (
    "c", "ck", "d", "f", "g", "k", "l", "m", "n", "nd", "ng", "nk", "nt", "p", "r", "rd", "rk", "rn", "rt",
    "s", "sk", "ss",
    "st", "t", "th", "x", "z", "",
)  # fmt: skip
_CYRILLIC = ("Бор", "Вел", "Гор", "Дар", "Зар", "Кал", "Лад", "Мир", "Рад", "Сол", "Тор", "Яр")  # noqa: RUF001 - Cyrillic on purpose
_CYRILLIC_MIDDLES = ("а", "е", "и", "о", "у", "ава", "еве", "или", "око", "уру", "ома", "ени")  # noqa: RUF001 - Cyrillic on purpose
_CYRILLIC_ENDS = ("н", "р", "л", "с", "к", "вин", "дар", "мил", "рик", "слав", "тан", "нор", "гор")  # noqa: RUF001 - Cyrillic on purpose
_ACCENTS = str.maketrans({"a": "á", "e": "ë", "i": "í", "o": "ø"})
SPACE = len(_ONSETS) * len(_MIDDLES) * len(_CODAS)
_CYRILLIC_SPACE = len(_CYRILLIC) * len(_CYRILLIC_MIDDLES) * len(_CYRILLIC_ENDS)
_STRIDE = 30_011
_ACCENTED_PER_100, _CYRILLIC_PER_100, _APOSTROPHE_PER_100 = 9, 13, 15

_GUILD_FIRST = (
    "Ashen", "Bitter", "Broken", "Copper", "Crooked", "Distant", "Early", "Gentle", "Golden", "Hidden",
    "Hollow", "Idle",
    "Last", "Merry", "Midnight", "Patient", "Quiet", "Rusty", "Second", "Silent", "Silver", "Stubborn",
    "Velvet", "Wandering",
)  # fmt: skip
_GUILD_SECOND = (
    "Anvil", "Badgers", "Bell", "Candle", "Compass", "Ferry", "Harbour", "Hearth", "Herons", "Kettle",
    "Ladder", "Mill",
    "Orchard", "Ravens", "Sparrow's Rest", "Standard", "Tavern", "Thistle", "Tollhouse", "Vanguard",
    "Vigil", "Winter",
)  # fmt: skip


def plain_name(seed: int, position: int) -> str:
    """Return the Latin name of the position-th character of a connected realm, without marks."""
    number = (position * _STRIDE + seed * 7_919) % SPACE
    rest, coda = divmod(number, len(_CODAS))
    onset, middle = divmod(rest, len(_MIDDLES))
    return _ONSETS[onset] + _MIDDLES[middle] + _CODAS[coda] + "ey" * (position // SPACE)


def character_name(seed: int, position: int) -> str:
    """Return the name of the position-th character: some with accents, in Cyrillic or with an apostrophe."""
    kind = mix(seed, 11, position) % 100
    if _ACCENTED_PER_100 <= kind < _CYRILLIC_PER_100 and position < _CYRILLIC_SPACE:
        return _cyrillic((position * 577 + seed) % _CYRILLIC_SPACE)
    name = plain_name(seed, position)
    if kind < _ACCENTED_PER_100:
        return accented(name)
    if _CYRILLIC_PER_100 <= kind < _APOSTROPHE_PER_100:
        return f"{name[:2]}'{name[2:]}"
    return name


def accented(name: str) -> str:
    """Return the name with marks on its small vowels: another name to Battle.net."""
    return name.translate(_ACCENTS)


def guild_name(seed: int, number: int) -> str:
    """Return the name of the number-th guild of the world."""
    space = len(_GUILD_FIRST) * len(_GUILD_SECOND)
    turn, place = divmod(number, space)
    first, second = divmod((place * 101 + seed) % space, len(_GUILD_SECOND))
    words = f"{_GUILD_FIRST[first]} {_GUILD_SECOND[second]}"
    return words if not turn else f"{words} of the {_GUILD_FIRST[turn % len(_GUILD_FIRST)]} {turn}"


def guild_slug(name: str) -> str:
    """Return the slug under which Battle.net finds a guild: lower case, spaces as hyphens."""
    return "-".join(name.lower().split())


def _cyrillic(number: int) -> str:
    rest, end = divmod(number, len(_CYRILLIC_ENDS))
    first, middle = divmod(rest, len(_CYRILLIC_MIDDLES))
    return _CYRILLIC[first] + _CYRILLIC_MIDDLES[middle] + _CYRILLIC_ENDS[end]
