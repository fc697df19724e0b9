"""What every page shares: the gate, error pages, response headers, template filters, health."""

from flask import Flask

from webapp.web import errors, fast_path, filters, gate, headers, health, late_refusals, shells, timing
from webapp.web.cookies import PeoplesSessions


def init_app(app: Flask) -> None:
    """Add headers, the gate, measuring, error pages, template filters and the health addresses to the app."""
    app.session_interface = PeoplesSessions()
    fast_path.init_app(app)
    headers.init_app(app)
    gate.init_app(app)
    timing.init_app(app)
    errors.init_app(app)
    late_refusals.init_app(app)
    filters.init_app(app)
    shells.init_app(app)
    app.register_blueprint(health.bp)
