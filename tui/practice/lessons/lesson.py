"""Defines a lesson: the ticket, the connector that fails, whom one can ask, and what one learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from ...oauth2.form_fields import short_label_of
from ...oauth2.secret import Secret
from ..practice_fault import PracticeFault
from ..server_rules import ServerRules


class Ask(Enum):
    """Whom to ask, for what. Each lesson offers all of them, so that the list gives nothing away."""

    CLIENT = (
        "The customer: Client ID and Client Secret, once more",
        "“They are the same as in your form. We compared both, letter by letter.”",
    )
    ACCOUNT = (
        "The customer: username and password of the account",
        "“I have just signed in with both of them in the browser. They are right.”",
    )
    ADDRESS = (
        "The vendor: the address of the token endpoint",
        "“The one in your form is right.”",
    )
    NEEDS = (
        "The vendor: what a request needs, and what comes back",
        "“Our guide names nothing but the credentials. What comes back is as in RFC 6749.”",
    )
    ACCOUNT_STATE = (
        "The administrator: look at the account",
        "“It is active, it is not locked, and its password has not expired.”",
    )
    REGISTRATION = (
        "The administrator: look at the client's registration",
        "“The client is active. The password grant is allowed, with Basic Auth or with Request Body.”",
    )

    @property
    def wording(self) -> str:
        """Who is asked, and for what."""
        return self.value[0]

    @property
    def usual(self) -> Reply:
        """The reply in the lessons that have none of their own: a dead end."""
        return Reply(self.value[1])


@dataclass(frozen=True)
class Reply:
    """What somebody replies in a lesson, and what that changes."""

    text: str
    fills: tuple[str, Secret] | None = None
    """The field of the form that now holds what they sent, by its key."""
    repairs: bool = False
    """Whether they put the server right."""


_NO_REPLIES: Final[Mapping[Ask, Reply]] = {}


@dataclass(frozen=True)
class Lesson:
    """One lesson. It is solved once there is a token or, for one of the API, once the API accepts it."""

    fault: PracticeFault
    """What is wrong, under a title that does not give it away. Progress is kept by its key."""
    said: str
    """A few words of the customer, for the list."""
    ticket: str
    """One to three sentences, as a customer would write them."""
    culprit: str
    """What the diagnosis names first: a field of the form by its key, or a culprit that is no field."""
    hint: str
    """Keys stand in it as ids of actions in braces, `{fields.trim}`: users may have keys of their own."""
    learned: str
    """Two or three sentences."""
    reference: str
    """Where the standard says so."""
    replies: Mapping[Ask, Reply] = field(default_factory=lambda: _NO_REPLIES, repr=False)
    of_the_api: bool = False
    """Whether the token is given from the start, and the API refuses it."""

    @property
    def key(self) -> str:
        """The lesson's own name."""
        return self.fault.key

    @property
    def title(self) -> str:
        """What the customer sees."""
        return self.fault.title

    @property
    def cause(self) -> str:
        """What was wrong, in one sentence, for afterwards."""
        return self.fault.description

    @property
    def goal(self) -> str:
        """What to bring about, in one sentence."""
        if self.of_the_api:
            return "Send, call the API on the screen Token, and change what keeps the API from accepting it."
        return "Send, read what is wrong, put it right, and send again until there is a token."

    @property
    def place(self) -> str:
        """Where the mistake was: the field by its label in the form; or that it was in none."""
        try:
            return short_label_of(self.culprit)
        except KeyError:
            return "none: it is not in the form"

    def reply_to(self, ask: Ask) -> Reply:
        """Return what is replied to a question."""
        return self.replies.get(ask, ask.usual)

    def fault_after(self, reply: Reply) -> PracticeFault:
        """Return what is wrong on the server's side once a reply is in."""
        return replace(self.fault, rules=ServerRules()) if reply.repairs else self.fault
