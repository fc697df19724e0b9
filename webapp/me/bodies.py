"""A person's own page, ready to send: kept for that person under the version of everything that it shows."""

import hashlib
from datetime import datetime

from flask import current_app, render_template
from flask_wtf.csrf import generate_csrf

from webapp.caching import api as caching
from webapp.caching.entries import JSON, Codec, Fetched
from webapp.caching.questions import Question, group_of_user
from webapp.caching.regions import RULES, Region
from webapp.me.profile_version import profile_version
from webapp.me.queries import characters_page
from webapp.permissions.viewer import Viewer

_HTML: Codec[str] = JSON


def characters_of(viewer: Viewer, now: datetime) -> str:
    """Return the person's guilds and characters as HTML, with the form's token of this request."""
    version = profile_version(viewer.user_id, unread=viewer.unread)
    group = group_of_user(viewer.user_id)
    question = Question(Region.PROFILE, f"{viewer.user_id}:{version}", _HTML, group)
    return caching.ask(question, lambda: _load(viewer, now)).replace(_token_mark(), generate_csrf())


def _load(viewer: Viewer, now: datetime) -> Fetched[str]:
    page = characters_page(viewer, now)
    html = render_template("me/_characters.html", page=page)
    kept_for = page.stays_true_for(RULES[Region.PROFILE].fresh_for, now)
    return Fetched(html.replace(generate_csrf(), _token_mark()), kept_for)


def _token_mark() -> str:
    """Return what stands where a token goes: the same in all processes, and nobody can write it."""
    secret = f"token mark {current_app.config['SECRET_KEY']}"
    return f"token-{hashlib.sha256(secret.encode()).hexdigest()[:24]}"
