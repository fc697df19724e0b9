"""What was typed is given back, and nothing that a form carries by itself."""

from webapp.web.typed import MOST_FIELDS, MOST_LETTERS, TypedField, typed_fields


class TestTypedFields:
    def test_what_people_write_comes_back_under_its_label(self) -> None:
        form = [("note", "Late\ntwice."), ("reason", "Loot"), ("name_3", "Raider"), ("main", "Thrall")]

        assert typed_fields(form) == [
            TypedField("Officer note", "Late\ntwice."),
            TypedField("Why", "Loot"),
            TypedField("Name of rank 3", "Raider"),
            TypedField("Alt of", "Thrall"),
        ]

    def test_a_name_is_called_as_on_the_page_that_asks_for_it(self) -> None:
        form = [("region", "eu"), ("name", "Thrall")]

        assert typed_fields(form, "adding") == [TypedField("Region", "eu"), TypedField("Name", "Thrall")]
        assert typed_fields(form, "tokens") == [TypedField("What it is for", "Thrall")]
        assert typed_fields(form) == []

    def test_what_nobody_wrote_does_not(self) -> None:
        form = [("csrf_token", "x"), ("character", "7"), ("version", "3"), ("note", " \n"), ("name_11", "x")]

        assert typed_fields(form) == []

    def test_of_too_much_the_beginning(self) -> None:
        (field,) = typed_fields([("note", "x" * (MOST_LETTERS + 1))])

        assert len(field.text) == MOST_LETTERS

    def test_of_too_many_fields_the_first(self) -> None:
        assert len(typed_fields([("note", "x")] * (MOST_FIELDS + 1))) == MOST_FIELDS
