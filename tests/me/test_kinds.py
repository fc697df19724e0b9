"""Each person chooses among what they may know."""

from tests.me.cast import Cast
from webapp.extensions import db
from webapp.lib import clock
from webapp.me.kinds import kind_choices, muted_after
from webapp.me.page import KindChoice
from webapp.models import User
from webapp.permissions import news


def labels(page: str) -> list[bool]:
    return [label in page for label in ("Gear of yours", "Members promoted")]


def muted(cast: Cast) -> set[str]:
    return {kind for user in cast.rows(User) for kind in user.muted_kinds or ()}


def test_officers_choose_among_what_guilds_tell_too_and_members_among_their_own_alone(cast: Cast) -> None:
    with cast.app.app_context():
        guildless = kind_choices(db.session(), 404, clock.now())

    assert labels(cast.get("notifications").text) == [True, True]
    assert [one.kind for one in guildless] == list(news.LABELS)


def test_what_is_not_ticked_is_switched_off_until_it_is_ticked_again(cast_on: Cast) -> None:
    answer = cast_on.post("notifications/kinds", kind=["joined", "gear_to_mend"])

    assert answer.status_code == 303
    assert {"left", "list_old"} <= muted(cast_on)
    assert not {"joined", "gear_to_mend"} & muted(cast_on)
    page = cast_on.get("notifications").text
    assert 'value="joined" checked' in page
    assert 'value="left" checked' not in page


def test_an_unknown_kind_is_refused_and_changes_nothing(cast: Cast) -> None:
    assert cast.post("notifications/kinds", kind=["gossip"]).status_code == 400
    assert muted(cast) == set()


def test_what_the_page_does_not_show_stays_as_it_was() -> None:
    shown = [KindChoice(kind=kind, label=kind, is_on=True) for kind in ("joined", "left")]

    assert muted_after(shown, ["sync_late", "joined"], ["joined"]) == ["left", "sync_late"]
