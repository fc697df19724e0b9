"""Pictures of real characters are Blizzard's, those of made-up ones the simulator's."""

from dataclasses import replace

from flask import Flask

from webapp.config import Settings
from webapp.web.pictures import BLIZZARDS, picture_url, pictures_base

SIMULATED = Settings(
    battlenet_api_base="http://127.0.0.1:9000/{region}", battlenet_oauth_base="http://127.0.0.1:9000"
)


class TestPicturesBase:
    def test_they_are_blizzards(self) -> None:
        assert pictures_base(Settings()) == BLIZZARDS

    def test_while_one_is_in_use_they_are_the_simulators(self) -> None:
        assert pictures_base(SIMULATED) == "http://127.0.0.1:9000/render"

    def test_half_a_simulator_is_none(self) -> None:
        assert pictures_base(replace(SIMULATED, battlenet_oauth_base="https://oauth.battle.net")) == BLIZZARDS


class TestPictureUrl:
    def test_only_where_it_is_changes(self, app: Flask, settings: Settings) -> None:
        with app.app_context():
            shown = picture_url(f"{BLIZZARDS}/eu/character/argent-dawn/7/7-inset.jpg")

        assert shown == f"{settings.battlenet_oauth_base}/render/eu/character/argent-dawn/7/7-inset.jpg"
