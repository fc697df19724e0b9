"""What a page must not hold: inline scripts and styles, event attributes, addresses of other hosts."""

import re
from html.parser import HTMLParser

from tests.architecture.sources import ROOT

PICTURES = "render.worldofwarcraft.com"
TEMPLATES = ROOT / "templates"
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ELSEWHERE = re.compile(r"""(?:https?:)?//(?!render\.worldofwarcraft\.com)[\w.-]+\.\w+""")
DISCREET = "noopener noreferrer"
"""With this a link may lead to another site: it is told nothing, and the page loads nothing from there."""
NAMES_NOT_PLACES = {"xmlns", "xmlns:xlink", "content"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self._say(f"move the inline {tag} into a file under static/")
        leads_away = tag == "a" and dict(attrs).get("rel") == DISCREET
        for name, value in attrs:
            if not (leads_away and name == "href" and (value or "").startswith("https://")):
                self._look(tag, name, value or "")

    def _look(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            self._say(f"give <{tag}> a class instead of a style")
        if name.startswith(("on", "hx-on")):
            self._say(f"listen in static/app.js instead of {name} on <{tag}>")
        if value.strip().lower().startswith("javascript:"):
            self._say(f"<{tag} {name}> must be an address")
        if name not in NAMES_NOT_PLACES and ELSEWHERE.search(value):
            self._say(f"<{tag} {name}> leads to another host than {PICTURES}")

    def _say(self, advice: str) -> None:
        self.problems.append(f"line {self.getpos()[0]}: {advice}")


def page_problems(html: str) -> list[str]:
    """Find in HTML, rendered or not, what the content policy forbids."""
    reader = _Reader()
    reader.feed(JINJA.sub(lambda part: "\n" * part[0].count("\n"), html))
    reader.close()
    return reader.problems


def template_problems(text: str) -> list[str]:
    """Find in a template what it must not do besides: trust a text, or switch the escaping off."""
    found = re.findall(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b", text)
    return [f"{part}: let Jinja escape it" for part in found] + page_problems(text)


def static_problems(text: str) -> list[str]:
    """Find addresses of other hosts in a style sheet or script of ours."""
    return [
        f"{part}: keep it under static/vendor" for part in ELSEWHERE.findall(text) if "www.w3.org" not in part
    ]
