"""The alert rules name metrics that there are, and labels that these have."""

import re
from typing import Any

import pytest
import yaml

from tests.architecture.sources import ROOT
from webapp.lib import metrics
from webapp.operations.metrics import cache_counts
from webapp.operations.metrics.gauges import NAMES

RULES = ROOT / "docs/alerts.yml"
NAME = re.compile(r"\bmuster_[a-z_]+")
SELECTED = re.compile(r"\b(muster_[a-z_]+)\{([^}]*)\}")


def shown() -> dict[str, set[str]]:
    """Return every name that /metrics shows, with its labels."""
    found = {name: set(labels) for name, (_, labels) in NAMES.items()}
    found |= {name: set(labels) for name, labels in cache_counts.NAMES.items()}
    for one in metrics.EVERY:
        (family,) = one.describe()
        suffixes = ("_bucket", "_count", "_sum") if family.type == "histogram" else ("_total",)
        for suffix in suffixes:
            found[family.name + suffix] = {*one._labelnames, *({"le"} if suffix == "_bucket" else ())}
    return found


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def complaints(expression: str) -> list[str]:
    """Say which names and labels of an expression are shown by nothing."""
    known = shown()
    found = [name for name in NAME.findall(expression) if name not in known]
    for name, selectors in SELECTED.findall(expression):
        labels = set(re.findall(r"([a-z_]+)\s*(?:=~|!~|!=|=)", selectors))
        found += [f"{name}{{{label}}}" for label in labels - known.get(name, set())]
    return found


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: rule["alert"])
class TestRules:
    def test_it_names_what_is_shown(self, rule: dict[str, Any]) -> None:
        assert complaints(rule["expr"]) == []

    def test_it_says_how_bad_it_is_and_what_it_means(self, rule: dict[str, Any]) -> None:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].endswith(".")
        used = set(re.findall(r"\$labels\.([a-z_]+)", str(rule["annotations"])))
        known = shown()
        assert used <= {label for name in NAME.findall(rule["expr"]) for label in known[name]}

    def test_its_duration_is_one(self, rule: dict[str, Any]) -> None:
        assert re.fullmatch(r"[0-9]+[mh]", rule.get("for", "1m"))


class TestComplaints:
    @pytest.mark.parametrize(
        "planted",
        ["muster_redis_down == 1", 'muster_workers{shard="1"} == 0', "rate(muster_job_seconds[5m]) > 0"],
    )
    def test_a_name_or_a_label_that_is_not_there_is_caught(self, planted: str) -> None:
        assert complaints(planted) != []

    def test_names_are_unique(self) -> None:
        names = [rule["alert"] for rule in alerts()]

        assert len(names) == len(set(names))
