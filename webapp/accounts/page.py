"""What the pages of signing in show. Pure."""

from dataclasses import dataclass

from webapp.accounts.refusals import Words

USUAL_REGION = "eu"
FIRST_PAGE = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The page with the form: which region is chosen, where the way leads on, what was wrong before."""

    region: str = USUAL_REGION
    way_on: str = FIRST_PAGE
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """Why somebody is not signed in, and what the form needs to try again."""

    words: Words
    region: str = USUAL_REGION
    way_on: str = FIRST_PAGE
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """What there is to say to somebody who has just signed in; ``label`` is on the button to try again."""

    name: str
    region: str
    title: str
    sentences: tuple[str, ...]
    label: str
    brings_back: bool
    way_on: str
