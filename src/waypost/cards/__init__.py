"""The card of a page: the picture that others see where somebody passes its address on."""

from waypost.cards.drawing import HEIGHT, WIDTH, Painter
from waypost.cards.model import Card
from waypost.cards.telling import Cards

__all__ = ["HEIGHT", "WIDTH", "Card", "Cards", "Painter"]
