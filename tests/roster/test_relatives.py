"""What lines say about each other."""

from markupsafe import escape

from webapp.roster.nesting import Nesting
from webapp.roster.relatives import Kin, Relative, kin_of

PEOPLE = {one: Relative(f"/{one}", escape(f"Name{one}")) for one in (1, 2, 3)}


class TestKinOf:
    def test_mains_name_their_alts_and_alts_their_main(self) -> None:
        said = kin_of(Nesting([(1, 2), (4,)], {2: 1, 3: 1}), PEOPLE)

        assert said == {
            1: Kin(is_below=False, main=None, alts=[PEOPLE[2], PEOPLE[3]]),
            2: Kin(is_below=True, main=PEOPLE[1], alts=[]),
        }

    def test_whoever_is_not_known_is_not_named(self) -> None:
        assert kin_of(Nesting([(5,)], {5: 9}), PEOPLE) == {5: Kin(is_below=False, main=None, alts=[])}
