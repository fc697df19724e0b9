"""A window that is used again is as good as a new one."""

import pytest

from tests.support.windows import Windows

pytestmark = pytest.mark.browser


class TestWindows:
    def test_it_knows_nothing_of_who_used_it_before(self, windows: Windows, address: str) -> None:
        with windows.page(address) as page:
            before = page.context
            before.add_cookies([{"name": "who", "value": "Thrall", "url": address}])
            page.goto(f"{address}/healthz")
            page.evaluate("localStorage.setItem('who', 'Thrall')")

        with windows.page(address) as page:
            page.goto(f"{address}/healthz")

            assert page.context is before
            assert "who" not in {cookie["name"] for cookie in before.cookies()}
            assert page.evaluate("localStorage.length") == 0
