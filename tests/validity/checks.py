"""The checks that rules are made of: a value in its place, judged by what such values may be."""

from collections.abc import Iterator
from typing import Any

from validity import content, values
from validity.elements import Check, Value
from validity.values import Finding


def filled(value: Value) -> Iterator[Finding]:
    if not value.text:
        yield "NotBlank", "empty"


def trimmed(value: Value) -> Iterator[Finding]:
    if value.raw != value.raw.strip():
        yield "UnexpectedWhitespace", f"around {value.text!r}"


def plain(value: Value) -> Iterator[Finding]:
    """Text in which HTML would be shown as it is written."""
    yield from like_html(value, value.text, "ContainsHTML")


def like_html(value: Value, text: str, message: str) -> Iterator[Finding]:
    line: Any = value.element.sourceline
    spelt = line in value.document.spelt
    yield from content.like_html(text, message, spelt=spelt, rss=value.document.kind == "rss")


def hypertext(value: Value) -> Iterator[Finding]:
    """HTML that is read far from its page."""
    yield from content.unsafe(value.text)
    yield from content.relative(value.text)


def rfc822(value: Value) -> Iterator[Finding]:
    yield from values.rfc822(value.text, value.document.now)


def rfc3339(value: Value) -> Iterator[Finding]:
    yield from values.rfc3339(value.text, value.document.now)


def w3cdtf(value: Value) -> Iterator[Finding]:
    yield from values.w3cdtf(value.text, value.document.now)


def full_address(value: Value) -> Iterator[Finding]:
    yield from values.address(value.text, message="InvalidFullLink", full=True)


def address(value: Value) -> Iterator[Finding]:
    yield from values.address(value.text)


def address_attribute(value: Value) -> Iterator[Finding]:
    yield from values.address(value.text, message="InvalidURIAttribute")


def web_address(value: Value) -> Iterator[Finding]:
    yield from values.web_address(value.text)


def iri(value: Value) -> Iterator[Finding]:
    yield from values.address(value.text, message="InvalidIRI", iri=True)


def canonical(value: Value) -> Iterator[Finding]:
    yield from values.canonical_address(value.raw)


def language(value: Value) -> Iterator[Finding]:
    yield from values.language(value.text)


def person(value: Value) -> Iterator[Finding]:
    found = list(values.person(value.text))
    yield from found or plain(value)


def contact(value: Value) -> Iterator[Finding]:
    yield from values.contact(value.text)


def mailbox(value: Value) -> Iterator[Finding]:
    yield from values.mailbox(value.text)


def no_mailbox(value: Value) -> Iterator[Finding]:
    """A name, not `Ada <ada@example.org>`."""
    inside = value.text.partition("<")[2].partition(">")[0]
    if inside and not list(values.mailbox(inside)):
        yield "ContainsEmail", repr(value.text)


def positive(value: Value) -> Iterator[Finding]:
    yield from values.number(value.text, 1, "InvalidPositiveInteger")


def not_negative(value: Value) -> Iterator[Finding]:
    yield from values.number(value.text, 0, "InvalidNonNegativeInteger")


def true_or_false(value: Value) -> Iterator[Finding]:
    if value.text.lower() not in ("true", "false"):
        yield "InvalidTrueFalse", repr(value.text)


def one_of(message: str, *allowed: str) -> Check:
    """A word of a short list."""

    def check(value: Value) -> Iterator[Finding]:
        if value.text not in allowed:
            yield message, repr(value.text)

    return check
