"""Pictures as a telephone, a scanner and a drawing program leave them, with more than the image."""

import random
import struct
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

NAME = "Nordvik"  # what nobody is to read
CITY = "Odense"
XMP = f'<x:xmpmeta photoshop:City="{CITY}"><dc:creator>{NAME}</dc:creator></x:xmpmeta>'.encode()
IPTC = (
    b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x18\x1c\x02\x5a\0\x06Odense\x1c\x02\x50\0\x07Nordvik"
)


def image(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """An image of which each corner differs, and that no format makes small."""
    size = (max(1, width // 8), max(1, height // 8))
    dots = random.Random(1).randbytes(size[0] * size[1] * 3)
    made = Image.frombytes("RGB", size, dots).resize((width, height))
    made.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    return made.convert(mode)


def exif(
    orientation: int = 6, *, place: bool = True, little: bool = False, zero: bool = False
) -> Image.Exif:
    """What a telephone writes of a picture."""
    found = Image.Exif()
    found.endian = "<" if little else ">"
    found[0x0112] = orientation
    found[0x010F], found[0x013B] = "Acme", NAME
    if place:
        north, east = ((0.0,) * 3,) * 2 if zero else ((55.0, 23.0, 45.6), (10.0, 23.0, 1.5))
        found.get_ifd(0x8825).update({1: "N", 2: north, 3: "E", 4: east})
    return found


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(picture: Image.Image | None = None, *, orientation: int = 6, place: bool = True) -> bytes:
    """With Exif, XMP, IPTC, a comment, a thumbnail, a list of pictures, and a film behind it."""
    picture = picture or image()
    words = XMP if place else _without_place(XMP)
    plain = saved(picture, "JPEG", exif=exif(orientation, place=place), xmp=words, quality=95)
    more = [
        segment(0xFE, f"{NAME} writes".encode()),
        segment(0xED, IPTC if place else _without_place(IPTC)),
        segment(0xE0, b"JFXX\0\x10" + saved(image(8, 8), "JPEG")),
        segment(0xE2, b"MPF\0" + NAME.encode()),
        segment(0xEB, b"JP\0\1" + NAME.encode()),
    ]
    return plain[:2] + b"".join(more) + plain[2:] + b"\0\0\0\x18ftypmp42" + NAME.encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + crc


def png(*, place: bool = True) -> bytes:
    """With texts plain and packed, Exif, the time, a chunk of its program's, and more behind it."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", NAME)
    words.add_text("Comment", NAME, zip=True)
    noted = XMP if place else _without_place(XMP)
    words.add_itxt("XML:com.adobe.xmp", noted.decode(), zip=True)
    noted = b"\nexif\n 9\n" + exif(place=place).tobytes().hex().encode()
    plain = saved(image(), "PNG", pnginfo=words, exif=exif(place=place))
    more = [
        chunk(b"tIME", struct.pack(">HBBBBB", 2026, 9, 4, 1, 1, 1)),
        chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(noted)),
        chunk(b"prVt", NAME.encode()),
    ]
    return plain[:33] + b"".join(more) + plain[33:] + NAME.encode()


def webp(*, place: bool = True) -> bytes:
    noted = XMP if place else _without_place(XMP)
    plain = saved(image(), "WEBP", exif=exif(place=place), xmp=noted)
    more = plain + b"NOTE" + len(NAME + "!").to_bytes(4, "little") + f"{NAME}!".encode()
    return more[:4] + (len(more) - 8).to_bytes(4, "little") + more[8:] + NAME.encode()


def gif() -> bytes:
    """Pillow puts the comment into it, and no place."""
    return saved(image(), "GIF", comment=NAME.encode()) + NAME.encode()


def avif(*, place: bool = True) -> bytes:
    noted = XMP if place else _without_place(XMP)
    plain = saved(image(), "AVIF", exif=exif(place=place), xmp=noted, speed=10)
    return plain + (8 + len(NAME)).to_bytes(4, "big") + b"free" + NAME.encode()


def ico(*, place: bool = True) -> bytes:
    inner = png(place=place)
    head = b"\0\0\1\0\1\0" + b"\x40\x30\0\0\1\0\x20\0" + len(inner).to_bytes(4, "little")
    return head + (22).to_bytes(4, "little") + inner


def svg(*, place: bool = True) -> bytes:
    photograph = b64encode(jpeg(image(16, 16), place=place)).decode()
    found = f"""<?xml version="1.0"?>
<!-- {NAME} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:docname="{NAME}.svg"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="40" height="30">
<title>A desk</title>
<metadata><photoshop:City xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{CITY}</photoshop:City>
</metadata>
<sodipodi:namedview inkscape:label="{NAME}"/>
<script>tell("{NAME}")</script>
<rect width="20" height="20" onclick="tell('{NAME}')"/>
<a xlink:href="java&#10;script:tell('{NAME}')"><text>Here<!-- {NAME} --> it is</text></a>
<image width="16" height="16" xlink:href="data:image/jpeg;base64,{photograph}"/>
</svg>
""".encode()
    return found if place else _without_place(found)


def _without_place(data: bytes) -> bytes:
    """The same with the city in a field that is none."""
    return data.replace(b"photoshop:City", b"photoshop:Note").replace(b"\x1c\2\x5a", b"\x1c\2\5")


PICTURES = {
    "desk.jpg": jpeg(),
    "desk.png": png(),
    "desk.webp": webp(),
    "desk.gif": gif(),
    "desk.avif": avif(),
    "desk.ico": ico(),
    "desk.svg": svg(),
}
PLACELESS = {
    "desk.jpg": jpeg(place=False),
    "desk.png": png(place=False),
    "desk.webp": webp(place=False),
    "desk.gif": gif(),
    "desk.avif": avif(place=False),
    "desk.ico": ico(place=False),
    "desk.svg": svg(place=False),
}
CLEAN = saved(image(), "PNG")


def put(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root
