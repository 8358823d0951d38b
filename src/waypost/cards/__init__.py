"""The card of a page: the picture that others see where somebody passes its address on.

Whatever draws is imported by those who draw: most builds only put cards into the site again.
"""

from waypost.cards.model import Card
from waypost.cards.telling import Cards

__all__ = ["Card", "Cards"]
