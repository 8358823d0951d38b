"""All that is measured, size by size."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bench import profiling, scenarios, searching, serving
from bench.results import Results
from bench.sides import OURS

PARTS = ("builds", "fixed", "growth", "serve", "search", "check", "profile")


@dataclass(frozen=True)
class Plan:
    """What is measured: numbers of entries, from small to large, each with its number of runs."""

    sizes: dict[int, int]
    parts: Collection[str] = PARTS

    @property
    def middle(self) -> int:
        """The size at which everything is measured."""
        return list(self.sizes)[len(self.sizes) // 2]


def measure(plan: Plan, folder: Path) -> Results:
    """Write the projects into a folder, and measure them."""
    results, smallest = Results(), min(plan.sizes)
    for size, runs in plan.sizes.items():
        pair = scenarios.write(size + 1, folder, name=str(size))
        if size == smallest or "builds" not in plan.parts:
            scenarios.warm(pair)
        if "fixed" in plan.parts and size == smallest:
            results.measured += scenarios.fixed(runs, folder)
        if "builds" in plan.parts:
            results.measured += scenarios.grow(pair, runs)
            results.differences[size] = scenarios.differences(pair[OURS.name], folder)
        if "serve" in plan.parts and size >= plan.middle:
            results.measured += serving.save(pair, runs)
        if size == plan.middle:
            _in_the_middle(plan, pair, folder, results)
    return results


def _in_the_middle(plan: Plan, pair: scenarios.Pair, folder: Path, results: Results) -> None:
    runs, ours = plan.sizes[plan.middle], pair[OURS.name]
    if "growth" in plan.parts and 2 * plan.middle not in plan.sizes:
        results.measured.append(scenarios.double(plan.middle, folder))
    if "search" in plan.parts:
        results.searches[plan.middle] = {
            name: searching.MEASURES[name](project.root / "site") for name, project in pair.items()
        }
    if "serve" in plan.parts:
        results.previews[plan.middle] = serving.differences(ours, folder)
    if "check" in plan.parts:
        results.measured += scenarios.check(ours, runs)
    if "profile" in plan.parts:
        results.profile = profiling.profile(ours)
