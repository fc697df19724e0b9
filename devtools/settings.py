"""Ask the product whether it could start with an environment, before anything is started."""

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from devtools.environment import ROOT

SOURCE = ROOT / "webapp" / "config.py"


def settings_problems(environment: Mapping[str, str], *, source: Path = SOURCE) -> list[str]:
    """Return one sentence for each setting that the product would refuse, none when all is well."""
    config = _load(source)
    try:
        config.Settings.from_environment(environment)
    except config.ConfigError as error:
        return list(error.problems)
    return []


def _load(source: Path) -> ModuleType:
    """Load this one file: its package would bring the whole product, and half a second, with it."""
    spec = importlib.util.spec_from_file_location("muster_settings", source)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name=str(source))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module
