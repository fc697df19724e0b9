"""Nothing of a hostile pickle runs: no sentinel is touched, and the child's audit hook is never asked."""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.legacyimport.gadgets import corpus, is_live
from tests.legacyimport.mutations import mutated, wholes
from webapp.legacyimport.documents import Unreadable, read_json
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.pickles import PickleReader

LEAST = 35


NO_CALLS_OF_PYTHON = frozenset(
    {
        *("commands.getoutput", "numpy.load", "torch.load", "pip.main"),
        *("builtins.getattr", "BUILD", "NEWOBJ_EX", "a global alone"),
    }
)
"""What is read as data: names of others, a member of an enum by its name, and objects that call nothing."""


@dataclass
class Read:
    """What the child was asked and said."""

    reader: PickleReader
    told: list[str]

    def read(self, raw: bytes) -> bool:
        """Say whether a pickle was read as data; why not is kept."""
        try:
            self.reader.read(raw)
        except Unreadable as error:
            self.told.append(str(error))
            return False
        return True


@pytest.fixture(scope="module")
def child() -> Iterator[Read]:
    with PickleReader() as reader:
        yield Read(reader, [])


class TestGadgets:
    def test_no_gadget_runs(self, child: Read, tmp_path: Path) -> None:
        sentinel = tmp_path / "ran"
        files = corpus(sentinel)

        data = [name for name, raw in files.items() if child.read(raw)]

        assert len([raw for raw in files.values() if is_live(raw)]) >= LEAST
        assert not sentinel.exists()
        assert Path("/etc/passwd").exists()
        assert [said for said in child.told if "would have run" in said or "512 MB" in said] == []
        assert set(data) == NO_CALLS_OF_PYTHON
        assert os.environ["PATH"] != str(sentinel)


class TestMutations:
    def test_files_that_were_changed_end_as_a_character_or_with_a_sentence(
        self, child: Read, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
    ) -> None:
        wanted, chance = int(pytestconfig.getoption("--legacy-files")), random.Random(7)
        originals, taken, said = wholes(), 0, set[str]()
        for number in range(wanted):
            form, whole = originals[number % len(originals)]
            raw = mutated(whole, chance)
            try:
                text = child.reader.read(raw) if form == "pickle" else raw
                taken += bool(legacy_facts(read_json(text), region="eu", realm="frostwolf").name)
            except Unreadable as error:
                said.add(str(error))

        record_property("measured", f"{taken:,} of {wanted:,} mutated files were still characters")
        assert 0 < taken < wanted
        assert not [one for one in said if "would have run" in one]


class TestWholes:
    def test_each_is_a_character_before_it_is_changed(self, child: Read) -> None:
        for form, whole in wholes():
            text = child.reader.read(whole) if form == "pickle" else whole
            facts = legacy_facts(read_json(text), region="eu", realm="frostwolf")
            assert (facts.name, facts.level) == ("Thrall", 60)
        assert date(2024, 1, 2).isoformat() in child.reader.read(wholes()[-1][1]).decode()
