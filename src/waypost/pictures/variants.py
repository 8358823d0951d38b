"""Smaller copies of a large picture, for small screens."""

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO

import PIL
from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, features

from waypost.pictures import read
from waypost.pictures.sizes import FORMATS, WIDTHS, height

_QUALITY = 82
# What is raised at a picture that can't be shown.
_DAMAGED = (
    *(OSError, EOFError, ValueError, TypeError, IndexError, KeyError, SyntaxError, OverflowError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
# To be raised with each change of how a copy is made.
_RECIPE = "1"


def key(data: bytes) -> str:
    """A name for what is made of a picture's file: other bytes, other tools, another name."""
    return sha256(_tools() + data).hexdigest()


def copies(path: str, data: bytes) -> Mapping[int, bytes] | None:
    """The copies of a picture by their widths, upright and without metadata; None if damaged."""
    picture, _ = read(path, data)
    if picture is None:
        return None
    found: dict[int, bytes] = {}
    try:
        with _opened(picture.kind, picture.clean) as opened:
            if opened.width * opened.height != picture.width * picture.height:
                return None
            sides = WIDTHS[-1], height(picture, WIDTHS[-1])
            # A JPEG is read no larger than is needed.
            opened.draft(None, sides if opened.width == picture.width else sides[::-1])
            image, profile = _upright(opened), opened.info.get("icc_profile")
        for width in sorted(WIDTHS, reverse=True):
            image = image.resize((width, height(picture, width)), Image.Resampling.LANCZOS)
            made = _saved(image, FORMATS[picture.kind], profile)
            clean, _ = read(path, made)
            assert clean
            found[width] = clean.clean
    except _DAMAGED:
        return None
    return found


def dots(kind: str, data: bytes) -> list[bytes]:
    """Each dot of a picture, frame by frame, in short; nothing of one that can't be shown."""
    found: list[bytes] = []
    try:
        with _opened(kind, data) as image:
            for at in range(getattr(image, "n_frames", 1)):
                image.seek(at)
                shown = image.convert("RGBA")
                found.append(sha256(f"{shown.size}".encode() + shown.tobytes()).digest())
    except _DAMAGED:
        return []
    return found


def _opened(kind: str, data: bytes) -> Image.Image:
    """A picture as what it is, and nothing else; of a JPEG with others behind it, the first."""
    if kind == "JPEG":
        return JpegImagePlugin.JpegImageFile(BytesIO(data))
    return Image.open(BytesIO(data), formats=[kind.upper()])


def is_whole(path: str, data: bytes, width: int) -> bool:
    """Whether something that was kept is a copy of a width, and nothing but the image."""
    picture, _ = read(path, data)
    return picture is not None and picture.width == width and picture.clean == data


def _upright(opened: Image.Image) -> Image.Image:
    """The image as it is seen, in colours that can be mixed."""
    image: Image.Image = ImageOps.exif_transpose(opened)
    if image.mode == "CMYK":
        return _in_rgb(image)
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("LA", "PA"):
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGB")


def _in_rgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    target = ImageCms.createProfile("sRGB")
    try:
        made = ImageCms.profileToProfile(image, BytesIO(profile), target, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):  # a profile that is none
        made = None
    return made or image.convert("RGB")


def _saved(image: Image.Image, form: str, profile: bytes | None) -> bytes:
    image.info = {}
    options: dict[str, object] = {}
    if profile and b"RGB " in profile[16:20] and image.mode != "L":
        options["icc_profile"] = profile
    if form == "JPEG":
        image = image if image.mode in ("L", "RGB") else image.convert("RGB")
        options |= {"quality": _QUALITY, "optimize": True, "progressive": True}
    elif form == "WEBP":
        options |= {"quality": _QUALITY, "method": 4}
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


@cache
def _tools() -> bytes:
    found = [_RECIPE, PIL.__version__, str(WIDTHS)]
    found += [str(features.version(each)) for each in ("libjpeg_turbo", "jpg", "zlib", "webp")]
    return "\n".join(found).encode()
