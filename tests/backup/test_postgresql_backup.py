"""What pg_restore hands over is taken as a whole or not at all."""

import shutil

import psycopg
import pytest
from sqlalchemy import make_url

from tests.support.postgresql import ReusedDatabase
from webapp.backup.client_programs import environment
from webapp.backup.errors import BackupError
from webapp.backup.postgresql_backup import pour
from webapp.database import normalised_url

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(shutil.which("psql") is None, reason="no PostgreSQL client programs here"),
]


class TestPour:
    @pytest.mark.parametrize(
        ("statements", "said"),
        [
            ("echo 'CREATE TABLE half (id int);'; exit 1", "could not read the backup to its end"),
            ("echo 'CREATE TABLE half (id int); SELECT 1/0;'", "psql says: .*division by zero"),
            ("yes 'SELECT wrong;'", "psql says: .*wrong"),
        ],
        ids=["broken off", "refused", "refused while there is more to come"],
    )
    def test_a_failure_leaves_what_was_there(
        self, postgresql_database: ReusedDatabase, statements: str, said: str
    ) -> None:
        url = postgresql_database.emptied()
        target = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={url}"]

        with pytest.raises(BackupError, match=said):
            pour(["sh", "-c", statements], target, environment(make_url(normalised_url(url))))

        with psycopg.connect(url) as connection:
            asked = "SELECT to_regclass('users') IS NOT NULL, to_regclass('half') IS NULL"
            assert connection.execute(asked).fetchone() == (True, True)
