"""Drawn pictures of people who were made up."""

from typing import Any

import pytest
import requests

from simulator import Simulator
from simulator.pictures import picture
from simulator.routes import Kind, Route, route
from tests.simulator.conftest import Caller


class TestPicture:
    def test_the_same_number_is_drawn_alike_and_another_is_not(self) -> None:
        one, again, other = (picture(Route(Kind.PICTURE, number=number)).body for number in (7, 7, 8))

        assert (one == again, one == other) == (True, False)

    @pytest.mark.parametrize(("kind", "size"), [("avatar", 'width="84"'), ("inset", 'width="230"')])
    def test_each_kind_has_its_size(self, kind: str, size: str) -> None:
        assert size in picture(Route(Kind.PICTURE, name=kind, number=7)).body.decode()

    def test_what_the_media_name_is_there(
        self, sim: Simulator, caller: Caller, raider: dict[str, Any]
    ) -> None:
        told = caller.character(raider, "/character-media").json()["assets"]
        paths = [one["value"].removeprefix("https://render.worldofwarcraft.com") for one in told]

        answers = [requests.get(f"{sim.url}/render{path}", timeout=5) for path in paths]

        types = {(answer.status_code, answer.headers["content-type"]) for answer in answers}
        assert types == {(200, "image/svg+xml")}

    @pytest.mark.parametrize(
        "path", ["/render", "/render/eu/character/x/1/a-inset.jpg", "/render/xx/a/b/c/1-d.e"]
    )
    def test_anything_else_is_unknown(self, path: str) -> None:
        assert route(path).kind is Kind.UNKNOWN
