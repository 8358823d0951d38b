"""The card of a page: what stands on it, that it fits, and that it is drawn once."""

import os
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from conftest import SITE, Project, build, contents, entry, journal_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from waypost.cards import Card, Cards
from waypost.cards.drawing import HEIGHT, WIDTH, Painter
from waypost.cards.icon import icon
from waypost.cards.letters import Letters, Shades
from waypost.cards.setting import fitted, legible
from waypost.cli.dealing import Dealer
from waypost.languages import language
from waypost.ledger import Ledger
from waypost.looks import chosen

FACE = Path(__file__).parent.parent / "src/waypost/cards/literata.woff2"
FACES = [Letters.of(size) for size in (96, 64, 46)]
WEEK = Card("What is a lead?", "The Long Way", kicker="Week 36", step=3, steps=8, label="Align")
PAINTER = Painter()


def picture(card: Card) -> Image.Image:
    return Image.open(BytesIO(PAINTER.paint(card))).convert("RGB")


def told(root: Path, files: dict[str, str], code: str = "en") -> dict[str, Card]:
    return dict(Cards(journal_of(root, files), language(code), SITE).all())


# What a card says


def test_an_entry_has_its_week_its_title_and_its_stage(tmp_path: Path) -> None:
    card = told(tmp_path, {"a.md": entry("What is a lead?", stage="align")})["entries/a/card.png"]
    assert card == Card(
        "What is a lead?",
        SITE.title,
        kicker="Week 36 · 31 August\u2009–\u20096 September 2026",
        step=3,
        steps=8,
        label="Align",
    )


def test_a_card_speaks_the_language_of_the_journal(tmp_path: Path) -> None:
    cards = told(tmp_path, {"a.md": entry(stage="align")}, "da")
    assert cards["entries/a/card.png"].kicker == "Uge 36 · 31. august–6. september 2026"
    assert cards["barriers/mandate/card.png"].kicker == "Barriere"


def test_a_stage_tells_its_meaning_and_where_it_stands(tmp_path: Path) -> None:
    card = told(tmp_path, {})["stages/align/card.png"]
    assert (card.kicker, card.title, card.step, card.steps) == ("Stage", "Align", 3, 8)
    assert card.below.endswith(".")


def test_the_journal_has_a_card_with_its_address(tmp_path: Path) -> None:
    card = told(tmp_path, {})["card.png"]
    assert (card.title, card.below, card.journal) == (
        SITE.title,
        SITE.description,
        "example.org/journal",
    )


def test_a_draft_and_a_withdrawn_entry_have_none(tmp_path: Path) -> None:
    files = {"a.md": entry(status="draft"), "b.md": entry(status="withdrawn", week="2026-W37")}
    assert not [place for place in told(tmp_path, files) if place.startswith("entries/")]


# How it is set


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_every_letter_on_a_card_is_in_its_face(text: str) -> None:
    lacking = FACES[0].font.getmask("\uffff").getbbox(), bytes(FACES[0].font.getmask("\uffff"))
    for letter in set(legible(text)):
        mask = FACES[0].font.getmask(letter)
        assert not mask.getbbox() or (mask.getbbox(), bytes(mask)) != lacking


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Næste år: øl, ¿qué? – “Ja”", "Næste år: øl, ¿qué? – “Ja”"),
        ("Done 🎉 at last", "Done at last"),
        ("A\u0301rbol", "Árbol"),
        ("ﬁnal", "final"),
        ("week\u2011end", "week-end"),
        ("re\xadsource", "resource"),
        ("日本", ""),
    ],
)
def test_what_the_face_lacks_is_left_out(written: str, read: str) -> None:
    assert legible(written) == read


@given(st.lists(st.text("abcdefghmw", min_size=1, max_size=14), min_size=1, max_size=40))
def test_no_word_is_taken_apart_and_no_line_is_too_long(words: list[str]) -> None:
    found = fitted(" ".join(words), FACES, 1032, 300)
    shown = " ".join(found.lines).removesuffix("…")
    assert shown.split() == words[: len(shown.split())]
    assert all(found.face.length(line) <= 1032 + 8 for line in found.lines)
    assert len(found.lines) * round(found.face.size * 1.2) <= 300
    assert (len(shown.split()) == len(words)) != found.lines[-1].endswith("…")


def test_a_title_is_as_large_as_fits_and_cut_at_the_very_last() -> None:
    assert fitted("Short", FACES, 1032, 300).face.size == 96
    assert fitted("Rather a long one " * 4, FACES, 1032, 300).face.size == 64
    assert fitted("Far too long, " * 40, FACES, 1032, 300).lines[-1].endswith(" Far too…")
    assert fitted("w" * 90, FACES, 1032, 300).lines[-1].endswith("w…")


def test_the_last_line_is_no_single_word() -> None:
    assert fitted("The long way to a new lead", FACES[:1], 1032, 300).lines == [
        "The long way",
        "to a new lead",
    ]


@pytest.mark.parametrize("size", [108, 46, 34])
def test_letters_that_lean_towards_each_other_stand_nearer(size: int) -> None:
    face = Letters.of(size)
    assert -0.2 < (face.length("AVAVA") - face.length("AAA") - face.length("VV")) / size / 4 < -0.08
    image = Image.new("P", (WIDTH, HEIGHT))
    face.write(image, "AVAVA", (100, 300), Shades.of(1, 5))
    left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
    assert right - left == pytest.approx(face.length("AVAVA"), abs=3)


# How it is drawn


@settings(max_examples=20)
@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 8))
def test_any_text_becomes_a_small_picture_of_the_right_size(
    title: str, below: str, step: int
) -> None:
    card = Card(title, "J", below=below, step=step, steps=8)
    data = PAINTER.paint(card)
    assert Image.open(BytesIO(data)).size == (WIDTH, HEIGHT)
    assert len(data) < 40_000


@pytest.mark.parametrize("card", [WEEK, Card("", ""), replace(WEEK, below="Words. " * 40)])
def test_a_card_that_is_put_together_holds_water(card: Card) -> None:
    data, chunks, at = PAINTER.paint(card), {}, 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert zlib.crc32(name + body) == int.from_bytes(data[at + 8 + size : at + 12 + size])
        chunks[name] = body
        at += 12 + size
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    rows = zlib.decompress(chunks[b"IDAT"])  # which compares the sum of all strips
    assert len(rows) == HEIGHT * (1 + WIDTH // 2)
    assert not any(rows[:: 1 + WIDTH // 2])  # each row stands for itself


def test_the_same_card_is_the_same_bytes() -> None:
    assert Painter().paint(WEEK) == PAINTER.paint(WEEK)


def test_the_stage_stands_out_in_the_authors_colour() -> None:
    ocean = chosen({"colour": "ocean"})[0]
    for step in (1, 3, 8):
        shown = picture(replace(WEEK, step=step, looks=ocean))
        wide = (WIDTH - 168) / 8
        colours = [shown.getpixel((round(84 + wide * (each + 0.5)), 494)) for each in range(8)]
        assert [colour == (0x1F, 0x5A, 0x85) for colour in colours].index(True) == step - 1
        assert colours.count((0x1F, 0x5A, 0x85)) == 1
        passed, coming = colours[: step - 1], colours[step:]
        assert len({*passed, "passed"}) <= 2
        assert len({*coming, "coming"}) <= 2
        assert not {*passed} & {*coming}


def test_the_sign_has_the_authors_colour() -> None:
    shown = Image.open(BytesIO(icon(chosen({"colour": "plum"})[0]))).convert("RGB")
    assert shown.size == (180, 180)
    assert shown.getpixel((3, 3)) == (0x7D, 0x35, 0x60)


# How it is kept


def deal(folder: Path, ledger: Ledger, cards: Sequence[tuple[str, Card]]) -> dict[str, bytes]:
    """What lies in a site when cards are dealt into it; `folder` holds those of former builds."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    dealer = Dealer(site, folder / "kept", ledger.shelf("cards"))
    dealer.deal(cards)
    dealer.forget()
    return contents(site)


def test_a_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger()
    first = deal(tmp_path, ledger, [("a/card.png", WEEK)])
    monkeypatch.setattr(Painter, "paint", lambda *_: pytest.fail("drawn again"))
    assert deal(tmp_path, ledger, [("a/card.png", WEEK)]) == first


@pytest.mark.parametrize("broken", [b"", b"no picture", b"\x89PNG\r\n\x1a\nhalf"])
def test_a_kept_card_that_was_damaged_is_drawn_again(tmp_path: Path, broken: bytes) -> None:
    ledger = Ledger()
    first = deal(tmp_path, ledger, [("card.png", WEEK)])
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(broken)
    assert deal(tmp_path, ledger, [("card.png", WEEK)]) == first
    assert [each.read_bytes() for each in (tmp_path / "kept").iterdir()] == [first["card.png"]]


def test_a_card_that_was_changed_in_the_site_is_drawn_again(tmp_path: Path) -> None:
    ledger = Ledger()
    first = deal(tmp_path, ledger, [("card.png", WEEK)])
    (tmp_path / "site/card.png").write_bytes(b"somebody's own")
    assert deal(tmp_path, ledger, [("card.png", WEEK)]) == first


def test_a_card_that_nobody_asks_for_goes(tmp_path: Path) -> None:
    ledger = Ledger()
    deal(tmp_path, ledger, [("a.png", WEEK), ("b.png", WEEK)])
    deal(tmp_path, ledger, [("a.png", WEEK)])
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_where_the_disk_knows_no_second_name_cards_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    ledger = Ledger()
    first = deal(tmp_path, ledger, [("a/card.png", WEEK)])
    monkeypatch.setattr(Painter, "paint", lambda *_: pytest.fail("drawn again"))
    assert deal(tmp_path, ledger, [("a/card.png", WEEK)]) == first


def test_two_builds_at_once_have_the_cards_of_each(tmp_path: Path) -> None:
    one, other = [("a.png", WEEK)], [("a.png", replace(WEEK, title="Another"))]
    (kept := tmp_path / "kept").mkdir()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").symlink_to(kept)
    first, second = Ledger(), Ledger()
    found = deal(tmp_path / "one", first, one), deal(tmp_path / "other", second, other)
    assert found[0] != found[1]
    assert deal(tmp_path / "one", first, one) == found[0]
    assert deal(tmp_path / "other", second, other) == found[1]


def test_everything_that_a_card_says_makes_it_another(tmp_path: Path) -> None:
    others = [
        replace(WEEK, title="Another"),
        replace(WEEK, kicker="Week 37"),
        replace(WEEK, step=4),
        replace(WEEK, journal="B"),
        replace(WEEK, looks=chosen({"colour": "ink"})[0]),
    ]
    ledger = Ledger()
    found = [deal(tmp_path, ledger, [("card.png", each)])["card.png"] for each in [WEEK, *others]]
    assert len(set(found)) == 6


def test_a_card_is_the_same_whatever_was_drawn_before_it() -> None:
    others = [replace(WEEK, title=title) for title in ("Way", "A post", "Tøven", "What is a lead?")]
    others += [replace(WEEK, below="A post"), replace(WEEK, looks=chosen({"colour": "ink"})[0])]
    others += [replace(WEEK, title="Far too long, " * 20), replace(WEEK, step=8, label="A post")]
    one, other = Painter(), Painter()
    forwards = [one.paint(each) for each in others]
    assert [other.paint(each) for each in reversed(others)] == forwards[::-1]


def test_a_file_of_the_authors_is_not_written_over(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(), "docs/index.md": "![Mine](entries/a/card.png)"})
    mine = BytesIO()
    Image.new("RGB", (9, 9), "#123456").save(mine, "PNG")
    (root / "docs/entries/a").mkdir()
    (root / "docs/entries/a/card.png").write_bytes(mine.getvalue())
    built = build(root)
    assert built.status == 0, built.log
    assert Image.open(built.site / "entries/a/card.png").size == (9, 9)
    assert 'property="og:image" content="https://waypost.example/journal/card.png"' in built.text(
        "entries/a/index.html"
    )
