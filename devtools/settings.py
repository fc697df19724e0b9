"""Ask the product whether it could start with an environment, before anything is started."""

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from devtools.environment import ROOT

PACKAGE = ROOT / "webapp"
NEEDED = ("setting_values", "secret_keys", "mail_settings", "legacy_settings")
"""Modules of ``webapp.lib`` that the settings are read with."""


def settings_problems(environment: Mapping[str, str]) -> list[str]:
    """Return one sentence for each setting that the product would refuse, none when all is well."""
    for name in NEEDED:
        if f"webapp.lib.{name}" not in sys.modules:  # found there, Python imports no package above it
            _load(f"webapp.lib.{name}", PACKAGE / "lib" / f"{name}.py")
    config = _load("muster_settings", PACKAGE / "config.py")
    try:
        config.Settings.from_environment(environment)
    except config.ConfigError as error:
        return list(error.problems)
    return []


def _load(name: str, source: Path) -> ModuleType:
    """Load this one file: its package would bring the whole product, and two seconds, with it."""
    spec = importlib.util.spec_from_file_location(name, source)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name=str(source))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module
