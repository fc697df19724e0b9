"""python -m bench [--list] [name …]: run the benchmarks and print their ratios."""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

import bench
from bench.ratio import Ratio

NOT_A_BENCHMARK = 2


def benchmarks() -> dict[str, ModuleType]:
    """Return the modules here that say what they are about and can be run, by name."""
    modules = [
        importlib.import_module(f"bench.{found.name}")
        for found in pkgutil.iter_modules(bench.__path__)
        if not found.name.startswith("_")
    ]
    return {
        module.__name__.partition(".")[2]: module
        for module in modules
        if hasattr(module, "ABOUT") and hasattr(module, "run")
    }


def main(arguments: Sequence[str]) -> int:
    """List or run benchmarks; 1 when a ratio does not hold, 2 for a name that is none."""
    known = benchmarks()
    if "--list" in arguments:
        print("\n".join(f"{name:<10} {module.ABOUT}" for name, module in sorted(known.items())))
        return 0
    if unknown := [name for name in arguments if name not in known]:
        print(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(sorted(known))}.")
        return NOT_A_BENCHMARK
    ratios = [ratio for name in arguments or sorted(known) for ratio in known[name].run()]
    print(table(ratios))
    return 0 if all(ratio.holds for ratio in ratios) else 1


def table(ratios: Sequence[Ratio]) -> str:
    """Return the ratios as an aligned table, worst news marked."""
    width = max(len(ratio.name) for ratio in ratios)
    return "\n".join(
        f"{'ok  ' if ratio.holds else 'MISS'} {ratio.name:<{width}} {ratio.value:9.3f}"
        f"  (limit {'>=' if ratio.more_is_better else '<='} {ratio.limit:g})  {ratio.detail}".rstrip()
        for ratio in ratios
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
