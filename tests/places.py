"""Where a name can stand in what an author publishes: each place as the files that it needs."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from zlib import compress

from conftest import entry
from PIL import ExifTags, Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

NAME = "Nordvik"

Files = Mapping[str, str | bytes]


def picture(kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(file, kind, **more)
    return file.getvalue()


def exif(tag: int, value: object, part: int | None = None) -> Image.Exif:
    found = Image.Exif()
    (found.get_ifd(part) if part else found)[tag] = value
    return found


def png(text: str, is_packed: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", text, zip=is_packed)
    return picture("PNG", pnginfo=info)


def xmp(text: str) -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{text}</dc:creator></x:xmpmeta>'.encode()
    )


def iptc(text: str) -> bytes:
    """A JPEG with a by-line in the block that Photoshop writes (IPTC-IIM 2:80)."""
    line = b"\x1c\x02\x50" + len(text).to_bytes(2, "big") + text.encode()
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(line).to_bytes(4, "big") + line
    block += b"\x00" * (len(line) % 2)
    plain = picture("JPEG")
    return plain[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + plain[2:]


def pdf(**said: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if "author" in said:
        writer.add_metadata({"/Author": said["author"]})
    if "note" in said:
        writer.add_annotation(0, FreeText(text=said["note"], rect=(0, 0, 50, 50)))
    if "attached" in said:
        writer.add_attachment("notes.txt", said["attached"].encode())
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def hidden(key: str, value: str | bytes) -> bytes:
    """A PDF with something in it that no page shows."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    said = ByteStringObject(value) if isinstance(value, bytes) else TextStringObject(value)
    held = DictionaryObject({NameObject(key): said})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(held)])
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_bookmark(text: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_outline_item(title=text, page_number=0)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_program(text: str) -> bytes:
    """A PDF whose program lies in a stream, packed."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    stream = DecodedStreamObject()
    stream.set_data(text.encode())
    held = DictionaryObject({NameObject("/JS"): writer._add_object(stream.flate_encode())})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(held)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def renamed(name: str) -> bytes:
    """A packed file that tells what it was called before."""
    file = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=file) as packed:
        packed.write(b"Text.")
    return file.getvalue()


def with_packed_objects(text: str) -> bytes:
    """A PDF that keeps its bookmark with others, packed, and whose list of objects is lost."""
    held = compress(b"6 0 <</Title(%s)>>" % text.encode())
    return (
        b"%%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        b"\nendobj\ntrailer\n<</Size 7/Root 1 0 R>>\nstartxref\n4\n%%%%EOF" % (len(held), held)
    )


def folder(name: str, text: str, kind: str, **more: str) -> bytes:
    """A packed folder, as tar writes it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=kind) as archive:
        member = tarfile.TarInfo(name)
        member.size = len(text)
        for key, value in more.items():
            setattr(member, key, value)
        archive.addfile(member, io.BytesIO(text.encode()))
    return file.getvalue()


def printed(text: str) -> bytes:
    """A PDF that shows a text, packed as programs pack it."""
    content = compress(f"BT /F1 12 Tf 10 50 Td ({text}) Tj ET".encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(data))
    )


def packed(name: str, text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return file.getvalue()


def svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'


def wrong(**fields: str) -> Files:
    return {"docs/entries/x.md": entry(**fields)}


def text(body: str) -> Files:
    return {"docs/entries/x.md": entry(body=body)}


def beside(name: str, data: str | bytes) -> Files:
    return {f"docs/entries/images/{name}": data}


_BYTES = ExifTags.IFD.Exif

PLACES: Mapping[str, Callable[[], Files]] = {
    "text": lambda: text("We met Nordvik."),
    "heading": lambda: text("## Nordvik and the list\n"),
    "list": lambda: text("- one\n- Nordvik\n"),
    "table": lambda: text("| a |\n| --- |\n| Nordvik |\n"),
    "box": lambda: text('!!! note "Nordvik"\n    Text.\n'),
    "footnote": lambda: text("A.[^1]\n\n[^1]: Nordvik said so.\n"),
    "code": lambda: text("```\nnordvik.xlsx\n```\n"),
    "emphasis": lambda: text("We met Nord**vik**."),
    "entity": lambda: text("We met N&#111;rdvik."),
    "two lines": lambda: {"docs/entries/x.md": entry(body="We met Anna\nNordvik.")},
    "soft hyphen": lambda: text("We met Nord\u00advik."),
    "zero width": lambda: text("We met Nord\u200bvik."),
    "accents": lambda: text("We met Nórdvík."),
    "capitals": lambda: text("We met NORDVIK."),
    "ending": lambda: text("Nordvik's offer"),
    "title": lambda: wrong(title="Nordvik"),
    "summary": lambda: wrong(summary="We met Nordvik."),
    "tag": lambda: wrong(tags="[nordvik]"),
    "what comes next": lambda: wrong(next="[Call Nordvik]"),
    "drawer": lambda: wrong(extra="{from: Nordvik}"),
    "note in the fields": lambda: wrong(summary="Short. # Nordvik"),
    "id": lambda: wrong(id="tag:example.org,2026:nordvik"),
    "old address": lambda: wrong(redirect_from="[/nordvik/]"),
    "description of the picture of an entry": lambda: wrong(
        image="images/a.png", image_alt="Nordvik"
    ),
    "draft": lambda: wrong(status="draft", body="Nordvik"),
    "entry of next year": lambda: wrong(week="2027-W01", body="Nordvik"),
    "comment": lambda: text("<!-- Nordvik -->"),
    "alternative text": lambda: text("![Nordvik](images/a.png)"),
    "caption": lambda: text('![A desk](images/a.png "Nordvik")'),
    "link": lambda: text("[Here](https://nordvik.dk/)"),
    "link with signs": lambda: text("[Here](https://example.org/?q=N%6Frdvik)"),
    "link by number": lambda: text("[Here][1]\n\n[1]: https://nordvik.dk\n"),
    "mail": lambda: text("Write to <anna@nordvik.dk>."),
    "raw html": lambda: text('<p title="Nordvik">Text.</p>'),
    "class of a paragraph": lambda: text("Text.\n{: #nordvik }\n"),
    "abbreviation in two tags": lambda: text("<b>Nord</b><i>vik</i>"),
    "picture in the text itself": lambda: text(
        f"![A](data:image/svg+xml;base64,{b64encode(svg('<title>Nordvik</title>').encode()).decode()})"
    ),
    "page": lambda: {"docs/about.md": "# About\n\nWe met Nordvik.\n"},
    "phase": lambda: {"docs/phases/x.md": "---\ntitle: Nordvik\nstarts: 2026-07-01\n---\n"},
    "decision": lambda: {"docs/decisions/x.md": "---\ntitle: Nordvik\ndate: 2026-07-01\n---\n"},
    "name of an entry": lambda: {"docs/entries/2026-w36-nordvik.md": entry()},
    "name of a folder": lambda: {"docs/entries/nordvik/a.png": picture("PNG")},
    "name of a picture": lambda: beside("nordvik_2026.png", picture("PNG")),
    "label of a stage": lambda: {
        "journal.yml": "authority: example.org,2026\nauthor: {name: A}\n"
        "stages: [{id: define, label: Nordvik, meaning: What counts.}]\n"
    },
    "name of the site": lambda: {"mkdocs.yml": "site_name: Nordvik\n"},
    "style sheet": lambda: {"docs/own.css": "p::after { content: 'Nordvik' }"},
    "script": lambda: {"docs/own.js": "const from = 'N\\u006frdvik'"},
    "data": lambda: {"docs/data.json": json.dumps({"a": ["Nördvik"]})},
    "table of figures": lambda: {"docs/data.csv": "who,what\nNordvik,3\n".encode("utf-16")},
    "text of a drawing": lambda: beside("a.svg", svg("<text>Nord<tspan>vik</tspan></text>")),
    "title of a drawing": lambda: beside("a.svg", svg("<title>Nordvik</title>")),
    "drawing's program": lambda: beside("a.svg", svg("<metadata>Nordvik</metadata>")),
    "packed drawing": lambda: beside("a.svgz", gzip.compress(svg("<desc>Nordvik</desc>").encode())),
    "author of a photo": lambda: beside("a.jpg", picture("JPEG", exif=exif(0x013B, "Nordvik"))),
    "what Windows says of a photo": lambda: beside(
        "a.jpg", picture("JPEG", exif=exif(0x9C9D, "Nordvik".encode("utf-16-le")))
    ),
    "remark in a photo": lambda: beside(
        "a.jpg", picture("JPEG", exif=exif(0x9286, b"ASCII\0\0\0Nordvik", _BYTES))
    ),
    "comment in a photo": lambda: beside("a.jpg", picture("JPEG", comment=b"Nordvik")),
    "xmp of a photo": lambda: beside("a.jpg", picture("JPEG", xmp=xmp("Nordvik"))),
    "iptc of a photo": lambda: beside("a.jpg", iptc("Nordvik")),
    "behind the end of a photo": lambda: beside("a.jpg", picture("JPEG") + b"\0\0Nordvik A/S\0"),
    "text in a png": lambda: beside("a.png", png("Nordvik", is_packed=False)),
    "packed text in a png": lambda: beside("a.png", png("Nordvik " * 20, is_packed=True)),
    "exif of a png": lambda: beside("a.png", picture("PNG", exif=exif(0x013B, "Nordvik"))),
    "xmp of a webp": lambda: beside("a.webp", picture("WEBP", xmp=xmp("Nordvik"))),
    "comment in a gif": lambda: beside("a.gif", picture("GIF", comment=b"Nordvik")),
    "description of a tiff": lambda: beside("a.tif", picture("TIFF", description="Nordvik")),
    "author of a pdf": lambda: beside("a.pdf", pdf(author="Nordvik")),
    "note in a pdf": lambda: beside("a.pdf", pdf(note="Nordvik")),
    "file in a pdf": lambda: beside("a.pdf", pdf(attached="Nordvik")),
    "page of a pdf": lambda: beside("a.pdf", printed("We met Nordvik.")),
    "letter of an office": lambda: beside(
        "a.docx", packed("word/document.xml", "<w:t>Nord</w:t><w:t>vik</w:t>")
    ),
    "author of a spreadsheet": lambda: beside(
        "a.xlsx", packed("docProps/core.xml", "<dc:creator>Nordvik</dc:creator>")
    ),
    "name in a packed file": lambda: beside("a.zip", packed("nordvik.txt", "Text.")),
    "packed in a packed file": lambda: beside(
        "a.zip", packed("b.txt.gz", gzip.compress(b"Nordvik"))
    ),
    "packed with bzip2": lambda: beside("a.csv.bz2", bz2.compress(b"Nordvik")),
    "packed with xz": lambda: beside("a.csv.xz", lzma.compress(b"Nordvik")),
    "packed with lzma": lambda: beside("a.csv.lzma", lzma.compress(b"Nordvik", lzma.FORMAT_ALONE)),
    "packed without saying so": lambda: beside("a.dat", bz2.compress(b"Nordvik")),
    "name before it was packed": lambda: beside("a.gz", renamed("nordvik.csv")),
    "packed folder": lambda: beside("a.tar", folder("a.txt", "Nordvik", "w:")),
    "name in a packed folder": lambda: beside("a.tgz", folder("nordvik/a.txt", "A", "w:gz")),
    "folder packed twice": lambda: beside("a.tar.bz2", folder("a.txt", "Nordvik", "w:bz2")),
    "folder packed with xz": lambda: beside("a.tar.xz", folder("a.txt", "Nordvik", "w:xz")),
    "owner of a packed folder": lambda: beside(
        "a.tar", folder("a.txt", "A", "w:", uname="nordvik")
    ),
    "bookmark in a pdf": lambda: beside("a.pdf", with_bookmark("N\u00f3rdvik")),
    "author of a note in a pdf": lambda: beside("a.pdf", hidden("/T", "N\u00f3rdvik")),
    "field in a pdf": lambda: beside("a.pdf", hidden("/V", "N\u00f3rdvik")),
    "alternative text in a pdf": lambda: beside("a.pdf", hidden("/Alt", "N\u014frdvik")),
    "late kind of text in a pdf": lambda: beside(
        "a.pdf", hidden("/Contents", b"\xef\xbb\xbf" + "N\u00f3rdvik".encode())
    ),
    "packed bookmark in a pdf": lambda: beside("a.pdf", with_packed_objects("Nordvik")),
    "label of a page of a pdf": lambda: beside("a.pdf", hidden("/P", "N\u00f3rdvik ")),
    "name in a pdf": lambda: beside(
        "a.pdf", hidden("/NordvikXX", "A").replace(b"/NordvikXX", b"/N#6frdvik")
    ),
    "program in a pdf": lambda: beside("a.pdf", with_program("app.alert('Nordvik')")),
    "film": lambda: beside(
        "a.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0\xa9ART\0\0Nordvik A/S\0\x01\x02"
    ),
    "sound": lambda: beside(
        "a.mp3", b"ID3\x03\0TPE1\0\0\0\x15\0\0\x01\xff\xfe" + "Nordvik".encode("utf-16-le")
    ),
    "wide text in a film": lambda: beside(
        "a.mov", b"\0\1" * 600_000 + "NORDVIK".encode("utf-16-be") + b"\0\1" * 9
    ),
    "calendar": lambda: {"docs/a.ics": "BEGIN:VEVENT\r\nSUMMARY:Nordvik\r\nEND:VEVENT\r\n"},
    "hidden file": lambda: {"docs/.notes/a.txt": "Nordvik"},
    "template of a note": lambda: {"docs/a.txt": "Nordvik".encode("latin-1")},
}
