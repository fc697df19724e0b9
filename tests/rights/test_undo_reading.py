"""Entries of the log have a button where it will work, and else say why not."""

from sqlalchemy import delete, update

from tests.rights.cast import Cast, mapping
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AuditEntry, GuildMember, PermissionException
from webapp.permissions.audit import Action


class TestReadStates:
    def test_only_what_will_work_has_a_button(self, cast: Cast) -> None:
        vereesa = cast.characters["Vereesa"]
        path, about = "/characters/eu/argent-dawn/Vereesa", {"character": str(vereesa)}
        cast.browser("Jaina").post(f"{path}/role", data=about | {"role": "tank"})
        cast.browser("Jaina").post(f"{path}/main", data=about | {"main": "Anduin"})
        cast.post("Thrall", "", version="0", **mapping(rank_settings="4"))

        seen = {
            name: cast.get(name, "audit?kind=members").text.count("/undo") for name in ("Thrall", "Anduin")
        }
        cast.claim(vereesa)
        claimed = cast.get("Thrall", "audit?kind=members").text.count("/undo")
        with cast.app.app_context():
            left = update(GuildMember).where(GuildMember.character_id == vereesa)
            db.session.execute(left.values(left_at=clock.now()))
            db.session.commit()
        gone = cast.get("Thrall", "audit?kind=members").text.count("/undo")

        assert (seen, claimed, gone) == ({"Thrall": 2, "Anduin": 0}, 1, 0)

    def test_a_main_that_asked_to_be_forgotten_is_not_named_and_not_given_back(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            entry = AuditEntry(guild_id=cast.guild_id, action=Action.MAIN.value, at=clock.now())
            entry.character_id, entry.before = cast.characters["Vereesa"], {"main_id": None}
            session.add(entry)

        shown = cast.get("Thrall", "audit").text

        assert "alt of somebody who is gone" in shown
        assert "/undo" not in shown

    def test_an_exception_that_ended_has_no_button_and_says_why(self, cast: Cast) -> None:
        form = {"person": str(cast.id_of("Anduin")), "tool": "export", "effect": "grant", "reason": "trial"}
        cast.post("Thrall", "exceptions", **form)
        before = cast.get("Thrall", "audit").text
        with cast.app.app_context(), transaction() as session:
            session.execute(delete(PermissionException))

        after = cast.get("Thrall", "audit").text

        assert ("/undo" in before, "/undo" in after) == (True, False)
        assert "No undo. The exception has ended since." in after
        assert cast.post("Thrall", f"audit/{cast.entries()[0].id}/undo").status_code == 422

    def test_of_a_thing_the_last_entry_alone_has_a_button(self, cast_on: Cast) -> None:
        for version, rank in enumerate(("4", "5")):
            cast_on.post("Thrall", "", version=str(version), **mapping(rank_officer_notes=rank))
        cast_on.post("Thrall", "rank-names", name_4="Seer")
        cast_on.post("Thrall", "visibility", visibility="public")
        cast_on.post("Thrall", f"audit/{cast_on.entries()[1].id}/undo")

        shown = cast_on.get("Thrall", "audit").text

        assert shown.count("/undo") == 3
        assert shown.count("No undo. Changed again since.") == 1
        assert shown.count("No undo. Undone already.") == 1
