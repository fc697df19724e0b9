"""Say how popular specs are among those who did runs, beside the weeks before. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from webapp.insights.trends.page import NOT_KNOWN, Count, SpecLine
from webapp.insights.trends.sums import Sum
from webapp.insights.view import LEAST, signed
from webapp.web.classes import class_name, spec_name

MOST_SPECS = 15
Spec = tuple[int, int]
NOTHING = Sum()


def spec_lines(
    counts: Sequence[Count], before: Sequence[int], *, least: int
) -> tuple[Sequence[SpecLine], str]:
    """Return the specs that most played, and how many others there are in words.

    A spec of fewer than ``least`` players is one of the others. ``before`` are the weeks to compare with.
    """
    now = _by_spec(one for one in counts if one.weeks_back == 0)
    then = _by_spec(one for one in counts if one.weeks_back in before)
    here, there = Sum.of(_counts(counts, [0])).people, Sum.of(_counts(counts, before)).people
    named = [spec for spec, one in now.items() if one.people >= least and spec[1] != NOT_KNOWN]
    named.sort(key=lambda spec: (-now[spec].people, *_names(spec)))
    shown = named[:MOST_SPECS]
    lines = [_line(spec, now[spec], then.get(spec, NOTHING), here=here, there=there) for spec in shown]
    return lines, _others(here - sum(now[spec].people for spec in shown), least=least)


def _counts(counts: Iterable[Count], weeks: Sequence[int]) -> Iterable[Count]:
    return (one for one in counts if one.weeks_back in weeks)


def _by_spec(counts: Iterable[Count]) -> Mapping[Spec, Sum]:
    found: dict[Spec, list[Count]] = {}
    for one in counts:
        found.setdefault((one.class_id, one.spec_id), []).append(one)
    return {spec: Sum.of(mine) for spec, mine in found.items()}


def _line(spec: Spec, now: Sum, then: Sum, *, here: int, there: int) -> SpecLine:
    share = now.people / here
    before = then.people / there if there >= LEAST else None
    return SpecLine(
        name=" ".join(reversed(_names(spec))),
        class_id=spec[0],
        people=f"{now.people:,}",
        share=f"{share * 100:.0f} %",
        before="not known" if before is None else f"{before * 100:.0f} %",
        change="" if before is None else signed(round(share * 100) - round(before * 100)),
    )


def _names(spec: Spec) -> tuple[str, str]:
    return class_name(spec[0]), spec_name(spec[1])


def _others(number: int, *, least: int) -> str:
    if not number:
        return ""
    of = f", in specs of fewer than {least} each or of a spec that is not known" if least > 1 else ""
    return f"{number:,} {'other' if number == 1 else 'others'}{of}."
