"""RSS 2.0, with the Best Practices Profile that the validator holds it to."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from validity import atom, checks, values
from validity.elements import Document, Element, Rule, Value, children, many, named, own_text
from validity.values import Finding

# Two words for one thing: which of them counts, each reader decides for itself.
_SAME_IN_CHANNEL = (
    ("category", "dc:subject"),
    ("copyright", "dc:rights"),
    ("language", "dc:language"),
    ("managingEditor", "dc:creator"),
    ("pubDate", "dc:date"),
    ("webMaster", "dc:publisher"),
)
_SAME_IN_ITEM = (
    ("author", "dc:creator"),
    ("category", "dc:subject"),
    ("guid", "atom:id"),
    ("pubDate", "atom:published"),
    ("pubDate", "dc:date"),
    ("source", "dc:source"),
)
_CLOUD = ("domain", "path", "port", "protocol", "registerProcedure")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _same(element: Element, pairs: Sequence[tuple[str, str]], message: str) -> Iterator[Finding]:
    names = {named(each) for each in children(element)}
    for core, extension in pairs:
        if {core, extension} <= names:
            yield message, f"both {core} and {extension}"


def _text(parent: Element, name: str) -> str:
    return "".join(own_text(each).strip() for each in children(parent, name)[:1])


# --- Items --------------------------------------------------------------------------------------


def _item(item: Element, _: Document) -> Iterator[Finding]:
    names = [named(each) for each in children(item)]
    if "title" not in names and "description" not in names:
        yield "ItemMustContainTitleOrDescription", "neither"
    if "guid" not in names:
        yield "MissingGuid", "no guid"
    before = names[: names.index("content:encoded")] if "content:encoded" in names else None
    if before is not None and "description" not in before:
        yield "NeedDescriptionBeforeContent", "content:encoded comes first, or alone"
    yield from _same(item, _SAME_IN_ITEM, "DuplicateItemSemantics")


def _guid(guid: Element, _: Document) -> Iterator[Finding]:
    text, lasting = own_text(guid).strip(), guid.get("isPermaLink", "true")
    if lasting not in ("true", "false"):
        yield "InvalidBooleanAttribute", f"isPermaLink {lasting!r}"
    elif lasting == "false":
        if text.isdigit() and len(text) < 9:
            yield "NotSufficientlyUnique", repr(text)
    else:
        found = list(values.address(text, message="InvalidHttpGUID", full=True))
        yield from found
        if not found and text.lower().startswith(("tag:", "urn:uuid:")):
            yield "InvalidPermalink", f"{text!r} leads nowhere"


def _length(value: Value) -> Iterator[Finding]:
    if not re.fullmatch(r"\s*[+-]?\d+\s*", value.text):
        yield "InvalidIntegerAttribute", repr(value.text)
    elif int(value.text) < 0:
        unknown = int(value.text) == -1
        yield "UseZeroForUnknown" if unknown else "InvalidNonNegativeInteger", repr(value.text)


def _kind(value: Value) -> Iterator[Finding]:
    yield from values.media_type(value.text, "InvalidMIMEAttribute")


ITEM = Rule(
    children={
        **atom.DUBLIN_CORE,
        **atom.IN_RSS_ITEM,
        "author": Rule((checks.person,)),
        "category": many(checks.plain, checks.filled, attributes={"domain": ()}),
        "comments": Rule((checks.full_address,)),
        "content:encoded": Rule((checks.hypertext,)),
        "dc:date": many(checks.w3cdtf),
        "description": Rule((checks.hypertext,)),
        "enclosure": Rule(
            attributes={"url": (checks.web_address,), "length": (_length,), "type": (_kind,)},
            required=("url", "length", "type"),
            children={},
            twice="DuplicateEnclosure",
        ),
        "guid": Rule((checks.filled,), {"isPermaLink": ()}, whole=_guid),
        "link": Rule((checks.full_address,)),
        "pubDate": Rule((checks.rfc822,)),
        "source": Rule((checks.plain,), {"url": (checks.full_address,)}, required=("url",)),
        "title": Rule((checks.plain, checks.filled)),
    },
    twice=None,
    whole=_item,
)

# --- The channel --------------------------------------------------------------------------------


def _channel(channel: Element, _: Document) -> Iterator[Finding]:
    for name in ("title", "link", "description"):
        yield from atom.missing(channel, name, message=f"Missing{name.title()}")
    yield from _same(channel, _SAME_IN_CHANNEL, "DuplicateSemantics")
    links = [atom.relation(each) for each in children(channel, "atom:link")]
    if "self" not in links:
        yield "MissingAtomSelfLink", "no atom:link with rel=self"
    names = [named(each) for each in children(channel)]
    after = names[names.index("item") :] if "item" in names else []
    for name in after:
        if name != "item" and (":" not in name or name == "atom:link"):
            yield "MisplacedItem", f"{name} after an item"
    guids = Counter(_text(item, "guid") for item in children(channel, "item"))
    for guid, count in guids.items():
        if count > 1 and guid:
            yield "DuplicateValue", f"{count} items have guid {guid!r}"


def _image(image: Element, _: Document) -> Iterator[Finding]:
    yield from atom.missing(image, "title", message="MissingTitle")
    yield from atom.missing(image, "link", message="MissingLink")
    yield from atom.missing(image, "url")
    channel = image.getparent()
    ending = _text(image, "url").rpartition(".")[2].lower()
    if re.fullmatch(r"\w+", ending) and ending not in ("gif", "jpeg", "jpg", "png"):
        yield "ImageUrlFormat", f".{ending}"
    for name in ("link", "title"):
        own, around = _text(image, name), "" if channel is None else _text(channel, name)
        if own and around and own != around:
            yield f"Image{name.title()}DoesntMatch", f"{name} of image and channel"


def _size(message: str, most: int) -> Rule:
    def check(value: Value) -> Iterator[Finding]:
        if not re.fullmatch(r"\d+", value.text) or not 0 < int(value.text) <= most:
            yield message, repr(value.text)

    return Rule((check,))


def _skipped(element: Element, _: Document) -> Iterator[Finding]:
    kind = "hour" if named(element) == "skipHours" else "day"
    texts = [own_text(each).strip() for each in children(element)]
    if not texts:
        yield "MissingElement", kind
    for text, count in Counter(texts).items():
        if count > 1:
            yield "DuplicateValue", text
        if kind == "day" and text not in _DAYS:
            yield "InvalidDay", text
        if kind == "hour" and text == "24":
            yield "UseZeroForMidnight", text
        elif kind == "hour" and (not text.isdigit() or int(text) > 23):
            yield "InvalidHour", text


def _avoided(_: Element, __: Document) -> Iterator[Finding]:
    yield "AvoidTextInput", "no reader shows it"


_IMAGE = Rule(
    children={
        **atom.DUBLIN_CORE,
        "description": Rule((checks.plain,)),
        "height": _size("InvalidHeight", 400),
        "link": Rule((checks.full_address,)),
        "title": Rule((checks.plain, checks.filled)),
        "url": Rule((checks.full_address,)),
        "width": _size("InvalidWidth", 144),
    },
    whole=_image,
)
CHANNEL = Rule(
    children={
        **atom.DUBLIN_CORE,
        **atom.IN_RSS_CHANNEL,
        "category": many(checks.plain, attributes={"domain": ()}),
        "cloud": Rule(attributes=dict.fromkeys(_CLOUD, ()), required=_CLOUD, children={}),
        "copyright": Rule((checks.plain,)),
        "description": Rule((checks.plain,)),
        "docs": Rule((checks.full_address,)),
        "generator": Rule(),
        "image": _IMAGE,
        "item": ITEM,
        "language": Rule((checks.language,)),
        "lastBuildDate": Rule((checks.rfc822,)),
        "link": Rule((checks.full_address,)),
        "managingEditor": Rule((checks.person,)),
        "pubDate": Rule((checks.rfc822,)),
        "rating": Rule(),
        "skipDays": Rule(children={"day": many()}, whole=_skipped),
        "skipHours": Rule(children={"hour": many()}, whole=_skipped),
        "textInput": Rule(free=True, whole=_avoided),
        "title": Rule((checks.plain, checks.filled)),
        "ttl": Rule((checks.positive, checks.filled)),
        "webMaster": Rule((checks.person,)),
    },
    whole=_channel,
)


def _rss(rss: Element, _: Document) -> Iterator[Finding]:
    yield from atom.missing(rss, "channel")


RSS = Rule(
    attributes={"version": (checks.one_of("InvalidRSSVersion", "2.0"),)},
    required=("version",),
    children={"channel": CHANNEL},
    whole=_rss,
)
