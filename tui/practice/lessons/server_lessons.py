"""The lessons in which the server wants something else, or its administrator has to act."""

from __future__ import annotations

from typing import Final

from ...oauth2.client_authentication import ClientAuthentication
from ..practice_fault import PracticeFault
from ..registered import API_KEY, API_KEY_HEADER, SCOPES
from ..server_rules import ServerRules
from .lesson import Ask, Lesson, Reply

SCOPE_MISSING: Final = Lesson(
    fault=PracticeFault(
        "scope-missing",
        "Our script can do it",
        "The server wants a scope, and the request had none.",
        scope="",
        rules=ServerRules(needs_scope=True),
    ),
    said="“The same user, the same client.”",
    ticket="A script of ours gets a token with the same client and the same user. Your connector says "
    "“Authorization failed”.",
    culprit="additional_request_data",
    hint="Every credential was accepted: read the error and its description. What is missing has no field "
    "of its own, but it can be a row of step 7. Ask the vendor for its value.",
    learned="An invalid_scope comes after client and account were accepted. Where a request has no scope, a "
    "server takes a default or refuses. The form has no field for it: it is the row scope of Additional "
    "Request Data.",
    reference="RFC 6749 §3.3, §5.2",
    replies={Ask.NEEDS: Reply(f"“Each token request needs a scope. Yours is {SCOPES[0]}.”")},
)
ACCOUNT_LOCKED: Final = Lesson(
    fault=PracticeFault(
        "account-locked",
        "It worked this morning",
        "The account was locked after failed sign-ins elsewhere.",
        rules=ServerRules(account_refusal="The account is locked after too many failed sign-ins."),
    ),
    said="“Nobody has changed anything.”",
    ticket="The connector worked this morning. Since noon we get “Authorization failed”, and nobody has "
    "changed anything.",
    culprit="account_state",
    hint="Read the description in the response. No value of the form is wrong, so who can help?",
    learned="An invalid_grant is not only a wrong password: the account may be locked, disabled or expired, "
    "and only the description says so. Stop sending, since each attempt may lock it again. Its "
    "administrator unlocks it, and looks for whoever still signs in with an old password.",
    reference="RFC 6749 §5.2",
    replies={
        Ask.ACCOUNT: Reply("“The password is right, and nobody has changed it. But I can't sign in either.”"),
        Ask.ACCOUNT_STATE: Reply(
            "“It was locked: an old script still had the former password. I have stopped the script and "
            "unlocked the account.”",
            repairs=True,
        ),
    },
)
METHOD: Final = Lesson(
    fault=PracticeFault(
        "method",
        "Right, and refused",
        "The form said Basic Auth, and the client is registered for Request Body.",
        client_authentication=ClientAuthentication.BASIC,
        rules=ServerRules(takes_basic=False, names_method=True),
    ),
    said="“We have checked both of them twice.”",
    ticket="We have checked the Client ID and the Client Secret twice: both are right. It still says "
    "“Authorization failed”.",
    culprit="client_authentication",
    hint="The server says more than invalid_client: read the description. Step 5 chooses how the client "
    "authenticates.",
    learned="A client can prove itself in two places: in the header Authorization (Basic Auth) or in the "
    "body (Request Body). Where a server takes only one, it answers invalid_client to the other, although "
    "every value is right. Blank tries both.",
    reference="RFC 6749 §2.3.1",
    replies={
        Ask.REGISTRATION: Reply(
            "“The client is registered for client_secret_post: its credentials go into the body.”"
        )
    },
)
GRANT: Final = Lesson(
    fault=PracticeFault(
        "grant",
        "A brand-new client",
        "The client was not allowed to use the password grant.",
        rules=ServerRules(allows_password_grant=False),
    ),
    said="“We took the settings that it proposes.”",
    ticket="We have registered a client of its own for your connector, with the settings that our system "
    "proposes. “Authorization failed”.",
    culprit="grant_not_allowed",
    hint="The error is neither invalid_client nor invalid_grant. What does it say that this client may not "
    "do, and who can allow it?",
    learned="An unauthorized_client means that the server knows this client, but does not let it use this "
    "grant. No field of the form changes that. The administrator of the authorization server allows the "
    "password grant in the client's registration.",
    reference="RFC 6749 §5.2",
    replies={
        Ask.REGISTRATION: Reply(
            "“Only the authorization code grant was ticked. I have allowed the password grant, too.”",
            repairs=True,
        )
    },
)
GATEWAY: Final = Lesson(
    fault=PracticeFault(
        "gateway",
        "Behind the new gateway",
        f"The gateway wants the header {API_KEY_HEADER}, and the request had none.",
        rules=ServerRules(needs_api_key=True),
    ),
    said="“Our security team put it there last week.”",
    ticket="Our security team put a gateway in front of all our systems last week. Since then it is "
    "“Authorization failed”.",
    culprit="additional_headers",
    hint="Who answered: the authorization server, or something in front of it? What that wants goes into a "
    "row of step 6. Ask the vendor for its name and value.",
    learned="Not every 401 is the authorization server's. A response without the member error came from "
    "something in front of it, which never passed the request on. What a gateway wants is no part of OAuth, "
    "so it goes into Additional Headers.",
    reference="RFC 6749 §5.2, RFC 9110 §15.5.2",
    replies={
        Ask.NEEDS: Reply(
            f"“The gateway needs the header {API_KEY_HEADER} with each request. Your key is {API_KEY}.”"
        )
    },
)
