"""The kinds of page that a journal has, and of each the pages that the judges look at."""

from pathlib import Path

HOME = "home"

KINDS: dict[str, list[str]] = {
    HOME: [""],
    "404": ["404.html"],
    "about": ["about/"],
    "archive": ["archive/"],
    "backlog": ["backlog/"],
    "barriers": ["barriers/"],
    "barriers/*": ["barriers/mandate/"],
    "decisions": ["decisions/"],
    # One that was replaced, with its outcome; and one that is still open.
    "decisions/*": [
        "decisions/2026-10-one-form-for-every-country/",
        "decisions/2026-11-the-platform-not-before-march/",
    ],
    "digests": ["digests/"],
    "digests/*": ["digests/2026-09/", "digests/2026-q3/"],
    "effort": ["effort/"],
    "entries": ["entries/"],
    # A plain one, one with everything, one in another language, and one that was taken back.
    "entries/*": [
        "entries/2026-w36-what-is-a-lead/",
        "entries/2026-w41-everything/",
        "entries/2026-w30-una-semana-fuera/",
        "entries/2026-w31-taken-back/",
    ],
    "experiments": ["experiments/"],
    "experiments/*": ["experiments/2026-w42-a-form-for-a-fortnight/"],
    "goals": ["goals/"],
    "goals/*": ["goals/one-meaning-of-lead/"],
    "key-results": ["key-results/"],
    "key-results/*": ["key-results/qualified-leads/", "key-results/ways-in-the-list/"],
    "matrix": ["matrix/"],
    "now": ["now/"],
    "phases": ["phases/"],
    "phases/*": ["phases/the-smallest-thing-that-measures/"],
    "progress": ["progress/"],
    "stages": ["stages/"],
    "stages/*": ["stages/define/"],
    "subscribe": ["subscribe/"],
    "tags": ["tags/"],
    "timeline": ["timeline/"],
    "years/*": ["years/2026/"],
}
"""By what `kind` calls it: the addresses of those that stand for it."""

EXAMPLES = [page for pages in KINDS.values() for page in pages]


def kind(page: str) -> str:
    """What kind a page of a site is, by its address: one of many in a folder is `folder/*`."""
    name = page.removesuffix("index.html").strip("/").removesuffix(".html")
    folder, _, below = name.partition("/")
    return f"{folder}/*" if below else folder or HOME


def pages(site: Path) -> list[str]:
    """The address of every page of a finished site."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(each.removesuffix("index.html") for each in found)
