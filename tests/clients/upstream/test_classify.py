"""Whether nobody was reached at all, or one call was dropped."""

from datetime import UTC, datetime

import pytest

from webapp.clients.upstream.classify import classify
from webapp.lib.http import CertificateRefused, ConnectionFailed, HttpError, TimedOut
from webapp.lib.http_errors import Dropped

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class TestClassify:
    @pytest.mark.parametrize(
        ("outcome", "is_unreached"),
        [
            (ConnectionFailed("refused"), True),
            (CertificateRefused("expired"), True),
            (Dropped("before an answer"), False),
            (TimedOut("read"), False),
        ],
    )
    def test_no_connection_is_told_from_a_call_that_broke(
        self, outcome: HttpError, *, is_unreached: bool
    ) -> None:
        error = classify(outcome, path="/a", now=NOON)

        assert error is not None
        assert error.is_unreached is is_unreached
