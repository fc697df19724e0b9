"""Apps on empty databases of both kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.migrations.conftest import KINDS, bare_app, empty_database
from webapp.extensions import db


@pytest.fixture(params=KINDS)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an app that can only migrate, on an empty database of each kind in turn."""
    for url in empty_database(request, tmp_path, kind=request.param):
        app = bare_app(url)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def empty_postgresql_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty PostgreSQL database."""
    yield from empty_database(request, tmp_path, kind="postgresql")
