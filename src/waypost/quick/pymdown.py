"""The short way through extensions of pymdown-extensions."""

from typing import Any

from pymdownx.delimiterprocessor import DelimiterProcessor
from pymdownx.superfences import SuperFencesBlockPreprocessor


class QuickDelimiters(DelimiterProcessor):  # type: ignore[misc]
    """Goes from sign to sign of emphasis, and not from letter to letter."""

    def search(self, data: str, start: int) -> Any:
        """The next sign that begins or ends something."""
        for sign in self.compiled_re.finditer(data, start):
            place, kind = sign.start(), self.delimiters[sign[0]]
            self.positions.append(place)
            found = kind.boundary.match(data, place)
            if found and (kind.stack or found.lastgroup[0] != "e"):
                return found
        return None


class QuickFences(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Looks for fenced code in a text with a fence."""

    def search_nested(self, lines: list[str]) -> list[str]:
        """Put away what stands between fences."""
        text = "\n".join(lines)
        if "```" in text or "~~~" in text:
            return super().search_nested(lines)  # type: ignore[no-any-return]
        return lines


QUICK: dict[type, type] = {
    DelimiterProcessor: QuickDelimiters,
    SuperFencesBlockPreprocessor: QuickFences,
}
