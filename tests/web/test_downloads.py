"""Files that a page gives away."""

from webapp.web.downloads import csv_answer
from webapp.words import ATTRIBUTION


class TestCsvAnswer:
    def test_a_browser_saves_it_under_its_name(self) -> None:
        answer = csv_answer("lantern-watch-2026-11-21", ["name"], [["Ærwyn"]])

        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="lantern-watch-2026-11-21.csv"'
        assert answer.get_data() == f"\ufeffname,Source\r\nÆrwyn,{ATTRIBUTION}\r\n".encode()
