"""Who reads what is kept: the same code on the same database."""

from webapp.caching.code import code_fingerprint, key_prefix


class TestFingerprint:
    def test_it_is_the_same_for_the_same_code(self) -> None:
        first = code_fingerprint()
        code_fingerprint.cache_clear()

        assert code_fingerprint() == first
        assert len(first) == 12


class TestPrefix:
    def test_two_databases_share_nothing(self) -> None:
        urls = [
            "sqlite:///a.db",
            "sqlite:////a.db",
            "postgresql://db/a",
            "postgresql://db/b",
            "postgresql://other/a",
        ]

        assert len({key_prefix(url) for url in urls}) == len(urls)

    def test_a_password_is_not_in_it_in_any_form(self) -> None:
        assert key_prefix("postgresql://me:one@db/a") == key_prefix("postgresql://me:two@db/a")
