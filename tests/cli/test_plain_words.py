"""What a service outside answered, as an operator reads it."""

import pytest

from webapp.cli.plain_words import LONGEST, first_words, in_brackets

PAGE = """<!DOCTYPE html><html><head><title>502 Bad Gateway</title><style>p { color: red }</style></head>
<body class="x"><p>nginx &amp; friends</p><script>alert(1)</script><!-- pad --></body></html>"""


class TestFirstWords:
    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (PAGE, "502 Bad Gateway nginx & friends"),
            (PAGE[:110], "502 Bad Gateway"),
            ("<html><a href='cut off in the middle of", ""),
            ('{"code": 500}', '{"code": 500}'),
            ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
            ("red \x1b[31m\r\nink\u202e", "red [31m ink"),
        ],
    )
    def test_only_words_are_left(self, answer: str, words: str) -> None:
        assert first_words(answer) == words

    def test_a_long_answer_is_cut_between_words(self) -> None:
        cut = first_words("word " * 100)

        assert (len(cut) <= LONGEST + 2, cut.endswith("word …")) == (True, True)


class TestInBrackets:
    def test_without_words_there_are_no_brackets(self) -> None:
        assert [in_brackets("<br>"), in_brackets("late")] == ["", " (late)"]
