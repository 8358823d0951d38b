"""The sign of the journal on the home screen of a telephone."""

from io import BytesIO

from PIL import Image, ImageDraw

from waypost.looks import Looks

SIZE = 180
"""What telephones ask for."""

_PAPER = "#fcfaf5"
_FINE = 4  # drawn so much larger, and then made smaller, which softens the edges
# As in favicon.svg, in sixteenths: the post, a board to the right, and one to the left.
_POST = ((7, 1), (9, 1), (9, 15), (7, 15))
_RIGHT = ((1, 2), (11, 2), (14.5, 4.6), (11, 7.2), (1, 7.2))
_LEFT = ((15, 8.6), (5, 8.6), (1.5, 11.2), (5, 13.8), (15, 13.8))


def icon(looks: Looks) -> bytes:
    """The sign as a PNG, on the author's colour."""
    whole = SIZE * _FINE
    image = Image.new("RGB", (whole, whole), looks.light)
    draw = ImageDraw.Draw(image)
    for shape in (_POST, _RIGHT, _LEFT):
        points = [((2.4 + x * 0.7) / 16 * whole, (2.4 + y * 0.7) / 16 * whole) for x, y in shape]
        draw.polygon(points, _PAPER)
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).quantize(16)
    file = BytesIO()
    small.save(file, "PNG", bits=4)
    return file.getvalue()
