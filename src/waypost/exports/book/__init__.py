"""The journal as a book: an EPUB (3.3), whose pages the book to print is made of, too."""

from waypost.exports.book.epub import book
from waypost.exports.book.printed import PrintingError, pdf

__all__ = ["PrintingError", "book", "pdf"]
