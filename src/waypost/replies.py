"""The way back to the author: an e-mail address that people can use and collectors do not find."""

from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Reply:
    """A letter to the author about something."""

    email: str
    about: str

    @property
    def address(self) -> str:
        """Where a mail program opens it, subject filled in (RFC 6068)."""
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(f'Re: {self.about}', safe='')}"

    @property
    def hidden(self) -> str:
        """The same for a page, which a script turns back: reversed, in base64."""
        return b64encode(self.address[::-1].encode("ascii")).decode("ascii")

    @property
    def spelled(self) -> str:
        """The e-mail address as people say it, where no script runs."""
        return self.email.replace("@", " [at] ").replace(".", " [dot] ")
