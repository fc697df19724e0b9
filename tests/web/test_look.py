"""The look, measured: class colours on the surfaces they stand on, and files of others unchanged."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
DAY, NIGHT = 0, 1
ROWS = ("surface", "surface-raised", "surface-hover")
AA_TEXT, AA_SHAPE = 4.5, 3.0


def tokens() -> dict[str, tuple[str, str]]:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    return {name: (day, night) for name, day, night in TOKEN.findall(css)}


def luminance(color: str) -> float:
    """Return the relative luminance that WCAG 2 defines."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestContrast:
    @pytest.mark.parametrize("scheme", [DAY, NIGHT])
    @pytest.mark.parametrize("surface", ROWS)
    def test_text_is_readable_wherever_rows_stand(self, surface: str, scheme: int) -> None:
        known = tokens()
        texts = ["text", "text-muted", "accent", *(f"class-{number}" for number in range(14))]

        ratios = {text: contrast(known[text][scheme], known[surface][scheme]) for text in texts}

        assert {text: ratio for text, ratio in ratios.items() if ratio < AA_TEXT} == {}

    @pytest.mark.parametrize("scheme", [DAY, NIGHT])
    @pytest.mark.parametrize("surface", ROWS)
    def test_shapes_can_be_told_from_their_ground(self, surface: str, scheme: int) -> None:
        known = tokens()
        shapes = [
            "good",
            "warn",
            "bad",
            "rest",
            "focus",
            *(f"role-{role}" for role in ("tank", "healer", "melee", "ranged")),
        ]

        ratios = {shape: contrast(known[shape][scheme], known[surface][scheme]) for shape in shapes}

        assert {shape: ratio for shape, ratio in ratios.items() if ratio < AA_SHAPE} == {}

    def test_a_known_pair_has_its_known_contrast(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#C69B6D", "#1F2937") == pytest.approx(5.8, abs=0.05)


class TestFilesOfOthers:
    def test_they_are_what_was_taken(self) -> None:
        lines = (STATIC / "vendor" / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
        recorded = {name: digest for digest, name in (line.split("  ") for line in lines if line)}

        found = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (STATIC / "vendor").iterdir()
            if path.name not in {"README.md", "SHA256SUMS"}
        }

        assert found == recorded

    def test_every_cell_of_the_sprite_has_its_symbol(self) -> None:
        sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
        used = re.findall(r'<use href="#([\w-]+)" x="(\d+)"', sprite)

        assert [int(x) for _, x in used] == [24 * place for place in range(25)]
        assert all(f'<symbol id="{name}"' in sprite for name, _ in used)
