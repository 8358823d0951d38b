"""What followers would be sent twice, or lose: the journal against the feeds that are out."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import unquote

from pydantic_core import PydanticCustomError

from waypost.feeds.model import NEWEST
from waypost.feeds.published import Published, PublishedItem
from waypost.fields.old_addresses import old_address
from waypost.journal import Journal
from waypost.languages import Language, language
from waypost.permalinks import address, is_id, tag_uri
from waypost.problems import Problem, Severity
from waypost.records import ENTRIES, FOLDERS, PHASES, Decision, Entry, Experiment
from waypost.settings import FILE
from waypost.views.years import latest


def continuity(
    journal: Journal,
    now: datetime,
    feeds: Collection[str],
    redirects: Mapping[str, str],
    out: Published,
) -> list[Problem]:
    """What would go wrong for those who follow, if the journal were published now.

    `journal` is all of it, drafts included, `feeds` the addresses of its feeds, relative to the
    site's, and `redirects` says where the old addresses of what is public lead; `out` is what is
    out already.
    """
    comparison, english = _Comparison(journal, now, out), language("en")
    return [
        *comparison.ids(),
        *comparison.dates(english),
        *comparison.addresses(redirects),
        *comparison.sent_again(english),
        *_feeds(feeds, out),
    ]


# What can stand in brackets without quotes.
_PLAIN = re.compile(r"\w[\w./-]*")

# An entry may come some weeks late, and is new all the same.
_LATE = timedelta(weeks=4)


@dataclass(frozen=True)
class _Comparison:
    journal: Journal
    now: datetime
    out: Published

    @cached_property
    def shown(self) -> Journal:
        return self.journal.released(self.now)

    @cached_property
    def ours(self) -> dict[str, Entry | Decision | Experiment]:
        verdicts = [each for each in self.shown.experiments if each.has_verdict(self.now)]
        found: list[Entry | Decision | Experiment] = [*self.shown.entries, *self.shown.decisions]
        return {each.id: each for each in [*found, *verdicts]}

    @cached_property
    def both(self) -> Sequence[tuple[PublishedItem, Entry | Decision | Experiment]]:
        """What is out and stays."""
        found = ((item, self.ours.get(item.id)) for item in self.out.items.values())
        return [(item, entry) for item, entry in found if entry]

    def ids(self) -> Iterator[Problem]:
        """Ids that would be gone, or another one at the same address."""
        withdrawn = {entry.id for entry in self.shown.withdrawn}
        gone = [
            item
            for item in self.out.items.values()
            if item.id not in self.ours and item.id not in withdrawn
        ]
        for former in self.former_authorities:
            count = sum(1 for item in gone if self._former_authority(item) == former)
            again = f"{_entries(count)} sent again" if count else "digests would be sent again"
            what = f"The ids that are out begin with '{former}', so {again}."
            yield Problem(FILE, 0, "authority", what, f"Put it back: authority: {former}")
        for item in gone:
            if self._former_authority(item) is None:
                yield self._lost(item)

    @cached_property
    def former_authorities(self) -> Sequence[str]:
        """With what else ids of ours are out."""
        found = {self._former_authority(item) for item in self.out.items.values()}
        return sorted(filter(None, found | {self._feeds_authority}))

    def _former_authority(self, item: PublishedItem) -> str | None:
        """With which authority an id of ours is out, if only that has changed."""
        kind, _, rest = item.id.partition(":")
        authority, _, name = rest.partition(":")
        ours = tag_uri(self.journal.settings.authority, unquote(name))
        is_other = kind == "tag" and name and item.id not in self.ours and ours in self.ours
        return authority if is_other else None

    @cached_property
    def _feeds_authority(self) -> str | None:
        """The authority of the feed that is out, if it is ours but for that: digests have it."""
        kind, _, rest = self.out.id.partition(":")
        authority, _, name = rest.partition(":")
        is_ours = kind == "tag" and name == "journal"
        return authority if is_ours and authority != self.journal.settings.authority else None

    def _lost(self, item: PublishedItem) -> Problem:
        if entry := self._same(item):
            source = entry.source
            twice = (
                f"Its id is out as '{item.id}' and would be '{entry.id}', so that everybody who "
                "follows gets it a second time"
            )
            if not is_id(item.id):
                what = f"{twice}; feeds of other programs may have such an id."
                cure = "It can't be kept. If this was brought over from there, let it be."
                return source.problem(("id",), what, cure, Severity.WARNING)
            cure = f'Write this in it: id: "{item.id}"'
            return source.problem(("id",), f"{twice}.", cure)
        if held := next((each for each in self.shown.held if each.id == item.id), None):
            what = "This is out already, and would be gone, since it is a draft or dated later."
            cure = "Write `status: withdrawn` if it is to be taken back, else let it be public."
            return held.source.problem(("status",), what, cure)
        is_ours = item.path.partition("/")[0] in FOLDERS
        path = f"docs/{unquote(item.path).rstrip('/')}.md" if is_ours else f"docs/{ENTRIES}"
        what = f"'{item.title}' is out at {item.path}, and would be gone without a word."
        cure = (
            "Put the file back; with `status: withdrawn` in it, a page says that it was taken back."
        )
        return Problem(path, 0, "", what, cure)

    def _same(self, item: PublishedItem) -> Entry | Decision | Experiment | None:
        """The entry that had an id: by its address, or else by a title that only it has."""
        unknown = [entry for entry in self.ours.values() if entry.id not in self.out.items]
        by_address = (entry for entry in unknown if address(entry.uri) == item.path)
        titles = [each.title for each in self.out.items.values()]
        titles += [each.title for each in self.ours.values()]
        is_one = titles.count(item.title) == 2  # the one that is out, and ours
        by_title = (entry for entry in unknown if is_one and entry.title == item.title)
        return next(by_address, None) or next(by_title, None)

    def dates(self, language: Language) -> Iterator[Problem]:
        """Dates that would move without anything having been corrected."""
        moved = [
            (item.published, entry)
            for item, entry in self.both
            if item.published and item.published != entry.published
        ]
        by_zone = [_naive(was) == _naive(entry.published) for was, entry in moved]
        if len(moved) > 1 and all(by_zone):
            what = f"With another time zone the dates of {_entries(len(moved), 'would')} move."
            cure = "Put the former one back, unless it was wrong."
            yield Problem(FILE, 0, "timezone", what, cure, Severity.WARNING)
            moved = []
        for was, entry in moved:
            names = ("publish_at", "date", "week", "ends")
            field = next(each for each in names if getattr(entry.fields, each, None))
            day = was.astimezone(entry.published.tzinfo)
            what = (
                f"Its date is out as {language.moment(day)} and would move to "
                f"{language.moment(entry.published)}; some readers would show it as new."
            )
            value = {
                "publish_at": f"publish_at: {day:%Y-%m-%d %H:%M}",
                "ends": f"ends: {day.date() - timedelta(days=1)}",
            }.get(field, f"date: {day.date()}")
            cure = f"Write `{value}` in it, unless that was wrong."
            yield entry.source.problem((field,), what, cure, Severity.WARNING)
        for item, entry in self.both:
            if item.updated and entry.updated < item.updated and entry.published == item.published:
                day = item.updated.astimezone(entry.published.tzinfo)
                what = f"Its correction of {language.moment(day)} is out, and would be taken back."
                cure = f"Write `updated: {day:%Y-%m-%d %H:%M}` in it."
                yield entry.source.problem(("updated",), what, cure, Severity.WARNING)

    def addresses(self, redirects: Mapping[str, str]) -> Iterator[Problem]:
        """Addresses that would change: nobody gets anything twice, but links break."""
        pages = {unquote(address(uri)) for uri in self.shown.sources}
        for item, entry in self.both:
            ours, former = address(entry.uri), _path(item)
            if not former or item.path == ours or redirects.get(former) == ours:
                continue
            what = f"Its address is out as {item.path} and would change; links to it break."
            cure = _leading(item.path, entry)
            if former in pages:
                cure = "Another page stands there now: give both files their former names."
            yield entry.source.problem(("redirect_from",), what, cure, Severity.WARNING)

    def sent_again(self, language: Language) -> Iterator[Problem]:
        """What would come into the main feed though it is old."""
        if self.former_authorities:
            return  # all of them, which was said already
        known = {item.id for item in self.out.newest}
        days = [item.published for item in self.out.newest if item.published]
        for entry in latest(self.shown, NEWEST) if days else ():
            day = language.moment(entry.published)
            what = f"This is of {day}, and everybody who follows would get it as new."
            cure = "If that is not what you mean, publish it when there are newer ones."
            if entry.id in known or entry.published >= max(days) - _LATE:
                continue
            if entry.id in self.out.items:
                if self.out.is_cut:
                    continue
                what = f"This is of {day}, and would come back into the feed."
                cure = "Nothing needs mending: only a reader with a short memory shows it again."
            yield Problem(entry.source.path, 0, "", what, cure, Severity.HINT)


def _path(item: PublishedItem) -> str:
    """Where an item is in the site, as old addresses have it; empty if no page there leads on."""
    if "://" in item.path:
        return ""
    try:
        return old_address(item.path, "").path.lstrip("/")
    except PydanticCustomError:
        return ""


def _leading(path: str, entry: Entry | Decision | Experiment) -> str:
    """What to write in a file, so that an old address leads to its page."""
    readable = unquote(path)
    former = readable if _PLAIN.fullmatch(readable) else path
    olds = [*(old.written for old in entry.fields.redirect_from), former]
    listed = ", ".join(old if _PLAIN.fullmatch(old) else f'"{old}"' for old in olds)
    begin = "Add a line" if len(olds) == 1 else "Write it as"
    return f"{begin} `redirect_from: [{listed}]`."


def _feeds(ours: Collection[str], out: Published) -> Iterator[Problem]:
    """Feeds that are out and would be gone, with all who follow them."""
    for path in sorted(set(out.feeds) - set(ours)):
        folder, _, rest = path.partition("/")
        name = rest.partition("/")[0]
        what = f"People may follow the feed {path}, which would be gone."
        file, cure = FILE, f"Keep the id '{name}' in {folder}; its label may change."
        if folder == PHASES:
            file, cure = f"docs/{PHASES}/{name}.md", "Call the file of this phase as it was."
        elif folder not in ("stages", "barriers"):
            file, cure = "docs", "Nothing needs mending, if that is what you mean."
        yield Problem(file, 0, "", what, cure, Severity.WARNING)


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _entries(count: int, verb: str = "would be") -> str:
    return f"1 entry {verb}" if count == 1 else f"{count} entries {verb}"
