"""What the app is put together of. Start reading at create_app."""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask

from webapp import database, schema
from webapp.backup import unfinished
from webapp.caching import api as caching
from webapp.config import Settings, process_settings
from webapp.extensions import csrf, db, htmx, migrate
from webapp.jobs import queues
from webapp.lib import logs
from webapp.web import door
from webapp.web.cookies import flags

ROOT = Path(__file__).resolve().parent.parent
FEATURES = (
    *(
        "web",
        "accounts",
        "me",
        "guilds",
        "activity",
        "roster",
        "insights",
        "imports",
        "leaderboards",
        "rights",
        "tokens",
    ),
    *("notices", "operations", "search", "characters", "compare", "api", "cards", "sync", "schedule", "cli"),
)
"""What adds itself to the app, in this order."""
_PACKAGES = tuple(import_module(f"webapp.{feature}") for feature in FEATURES)


class Application(Flask):
    """Flask without async views: to look each hook of each request over for one cost a poll a twentieth."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the view or hook as it is."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app: settings, extensions, features. Without usable settings the process ends here."""
    is_command = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
    settings = settings or process_settings(refused_code=2 if is_command else schema.REFUSED)
    logs.configure(settings.log_level, is_command=is_command)
    app = Application("webapp", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(MAX_CONTENT_LENGTH=1024 * 1024, **flags(settings))
    app.extensions["muster_settings"] = settings
    door.init_app(app, settings)

    database.init_app(app, settings.database_url)
    queues.init_app(app, settings.redis_url)
    caching.init_app(app, settings.database_url, settings.cache_redis_url)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    htmx.init_app(app)
    if not is_command:  # commands migrate, so they must start on any schema
        schema.init_app(app)
        unfinished.init_app(app, settings.state_directory)

    for package in _PACKAGES:
        package.init_app(app)
    return app
