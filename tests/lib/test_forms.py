"""What is wrong with a form that came back."""

from webapp.lib.forms import BadForm, Draft, FieldProblem

NAME, DAY = FieldProblem("name", "Say what it is for."), FieldProblem("day", "Choose a day.")


class TestBadForm:
    def test_it_names_the_fields_and_says_what_would_be_right(self) -> None:
        bad = BadForm(NAME, DAY)

        assert (str(bad), bad.words) == ("name, day", "Say what it is for. Choose a day.")


class TestDraft:
    def test_a_field_has_its_own_problem_or_none(self) -> None:
        draft = Draft[str](problems=[NAME, DAY], fields={"name": ""})

        assert draft.problem("day") == DAY.sentence
        assert draft.problem("name") == NAME.sentence
        assert draft.problem("scope") is None
