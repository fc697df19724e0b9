"""Which slugs are tried for a realm."""

import pytest

from webapp.clients.warcraftlogs.slugs import server_slugs


class TestServerSlugs:
    @pytest.mark.parametrize(
        ("realm", "slugs"),
        [
            ("argent-dawn", ("argent-dawn",)),
            ("aggra-português", ("aggra-português", "aggra-portugues")),
            ("la-croisade-écarlate", ("la-croisade-écarlate", "la-croisade-ecarlate")),
            ("гордунни", ("гордунни",)),
            ("", ("",)),
        ],
    )
    def test_the_plain_form_follows_where_there_are_accents(self, realm: str, slugs: tuple[str, ...]) -> None:
        assert server_slugs(realm) == slugs
