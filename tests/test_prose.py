"""What is read off the HTML of a text, whatever stands in it."""

from hypothesis import example, given
from tagsoup import SOUP

from waypost.prose import Prose


@given(SOUP)
@example("<!DOCTYPE html>")
@example("<!DOCTYPE html><meta>")
@example("&#1;")
@example("\ufffe<p>&#xFFFF;</p>")
def test_any_text_is_read(written: str) -> None:
    prose = Prose(written)
    assert prose.minutes == 1
    assert "\x01" not in prose.opening
    assert isinstance(prose.searched, str)
    assert "\x01" not in prose.without_links(prose.addresses or ["x"]).html
