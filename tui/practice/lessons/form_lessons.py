"""The lessons whose mistake stands in the form: a value to change there, and nothing else."""

from __future__ import annotations

from typing import Final

from ...oauth2.secret import Secret
from ..practice_fault import FORMER_PATH, LOGIN_PATH, TOKEN_PATH, PracticeFault
from ..registered import CLIENT_ID, CLIENT_SECRET, PASSWORD
from ..server_rules import ServerRules
from .lesson import Ask, Lesson, Reply

NEW_SECRET: Final = Lesson(
    fault=PracticeFault(
        "new-secret",
        "The secret was renewed",
        "The last character of the secret, an equals sign, was not copied.",
        client_secret=Secret(CLIENT_SECRET.reveal()[:-1]),
    ),
    said="“Since this morning: Authorization failed.”",
    ticket="Since this morning the connector only says “Authorization failed”. Yesterday our administrator "
    "renewed the client secret, and a colleague copied the new one into the form.",
    culprit="client_secret",
    hint="The server refuses the client before it looks at the account. Which field of the client has just "
    "changed? Ask the customer to copy it again.",
    learned="A 401 invalid_client means that the server does not accept the client. It never looked at the "
    "username and the password. A secret is easily cut off: a double click leaves out the = at its end.",
    reference="RFC 6749 §5.2",
    replies={
        Ask.CLIENT: Reply(
            "“Our copy lost its end, sorry. The whole secret is in the vault.” You fetch it from there, and "
            "Client Secret holds it now.",
            fills=("client_secret", CLIENT_SECRET),
        )
    },
)
COPIED_ID: Final = Lesson(
    fault=PracticeFault(
        "copied-id",
        "The ID came by e-mail",
        "A space was copied along with the Client ID.",
        client_id=f"{CLIENT_ID} ",
    ),
    said="“I copied it, and it is exactly right.”",
    ticket="We have a new Client ID, which I copied from our administrator's e-mail into the form. "
    "“Authorization failed”. He says that the ID is exactly right.",
    culprit="client_id",
    hint="No form shows what stands behind the last character. Go to the field that Review names, and press "
    "{fields.trim} there.",
    learned="Servers compare a client identifier character by character, and a space at its end counts. The "
    "wizard refuses to send it: a header can't carry such a space. In the body it would arrive, and be "
    "answered with invalid_client. So trim what you paste.",
    reference="RFC 6749 §2.2, RFC 9110 §5.5",
)
SIGN_IN_PAGE: Final = Lesson(
    fault=PracticeFault(
        "sign-in-page",
        "It opens in the browser",
        f"The token URL led to the page where people sign in ({LOGIN_PATH}), not to {TOKEN_PATH}.",
        token_path=LOGIN_PATH,
    ),
    said="“I can sign in at that address.”",
    ticket="The address in the form is right: it opens in my browser, and I can sign in there with the same "
    "user. Your connector says “Authorization failed”.",
    culprit="token_url",
    hint="The status is 200, but what is in the body? Ask the vendor which address programs use.",
    learned="The token endpoint is an address for programs: it takes a POST and answers with JSON. A "
    "sign-in page is for people, and answers with HTML and status 200. So a status alone says nothing: look "
    "at the body.",
    reference="RFC 6749 §3.2, §5.1",
    replies={
        Ask.ADDRESS: Reply(
            f"“People sign in at {LOGIN_PATH}. Programs get their token on the same host, at {TOKEN_PATH}.”"
        )
    },
)
QUOTED_PASSWORD: Final = Lesson(
    fault=PracticeFault(
        "quoted-password",
        "The password came by chat",
        "The chat put the password in typographic quotes, and they were pasted with it.",
        password=Secret(f"“{PASSWORD.reveal()}”"),
    ),
    said="“I wrote it to your colleague.”",
    ticket="We had to change the password of the service account. I wrote the new one to your colleague in "
    "the chat, and she pasted it. “Authorization failed”, but I can sign in with it.",
    culprit="password",
    hint="The client is accepted, the account is not. Go to the password, press {secrets.reveal} to reveal "
    "it, and look at its first and its last character.",
    learned="A 400 invalid_grant means that the client is right, and the account is refused. Chats and word "
    "processors add quotes, or turn straight ones into typographic ones. Look before you send again: each "
    "attempt is a failed login, and enough of them lock the account.",
    reference="RFC 6749 §5.2",
    replies={
        Ask.ACCOUNT: Reply(
            "“The password begins with a G and ends with a 7. I have just signed in with it in the browser.”"
        )
    },
)
MOVED: Final = Lesson(
    fault=PracticeFault(
        "moved",
        "The system has moved",
        "The token endpoint has a new path, and the server redirects the old one to it.",
        token_path=FORMER_PATH,
    ),
    said="“They say that the old addresses still work.”",
    ticket="Our vendor moved us to a new platform over the weekend. They say that the old addresses still "
    "work. Since Monday we get “Authorization failed”.",
    culprit="token_url",
    hint="The response says where the address is now. Look at its header Location.",
    learned="A connector does not follow a redirect of the token request: its credentials would go wherever "
    "the server points. Many clients that do follow turn the POST into a GET, and lose the body. Put the "
    "new address into the token URL, once its owner has confirmed it.",
    reference="RFC 9110 §15.4",
    replies={Ask.ADDRESS: Reply(f"“Oh yes, that has changed: it is {TOKEN_PATH} on the same host now.”")},
)
TOKEN_NAME: Final = Lesson(
    fault=PracticeFault(
        "token-name",
        "200, and it fails",
        "The server calls the token accessToken, and the form looked for access_token.",
        rules=ServerRules(camel_case_token=True),
    ),
    said="“It ends with 200 each time.”",
    ticket="In the log of our server, every token request of your connector ends with 200. Still your "
    "product says “Authorization failed”.",
    culprit="response.access_token_key",
    hint="Look at the body of the response: under which name does the token stand? Client authentication, "
    "step 5, has a field for that name.",
    learned="The standard calls the members access_token, token_type and expires_in. Some servers use names "
    "of their own. Then Json Access Token Key and Json Expires In Key say where to look.",
    reference="RFC 6749 §5.1",
    replies={Ask.NEEDS: Reply("“Our response has the members accessToken, tokenType and expiresIn.”")},
)
API_PATTERN: Final = Lesson(
    fault=PracticeFault(
        "api-pattern",
        "A token, and still refused",
        "Header Auth Value Pattern was “Token %s”, and the API expects Bearer.",
        header_auth_value_pattern="Token %s",
    ),
    said="“Every call of our API fails with 401.”",
    ticket="The test of the connector is green now: it gets a token. But every call of our API fails with "
    "401.",
    culprit="header_auth_value_pattern",
    hint="Send, press {result.token}, and call the API. In which words does the call carry the token, "
    "and which field of step 5 makes them?",
    learned="An API expects the token as “Authorization: Bearer TOKEN”. The connector sends it like that if "
    "Header Auth Key and Header Auth Value Pattern are blank. And a 401 of the API is not a 401 of the "
    "token endpoint: here every credential is right.",
    reference="RFC 6750 §2.1, §3",
    replies={
        Ask.NEEDS: Reply(
            "“The token goes into the header Authorization, after the word Bearer, as in RFC 6750.”"
        )
    },
    of_the_api=True,
)
