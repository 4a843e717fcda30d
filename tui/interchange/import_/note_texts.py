"""What an import says beside the fields: each note's code, and its text."""

from __future__ import annotations

from typing import Final

NOTE_TEXTS: Final = {
    "insecure": "The request doesn't check the server's certificate. A connector always checks it.",
    "proxy": ("The request goes through a proxy. A connector has no proxy field, so none was taken over."),
    "ca-file": "The request trusts a CA file of its own. A connector trusts public CAs only.",
    "client-certificate": "The request shows a client certificate. A connector can't send one.",
    "host-header": ("The request sends a Host header that differs from its URL. A connector can't do that."),
    "multipart": "The body is multipart form data. A connector sends it form-urlencoded.",
    "json-body": "The body is JSON. A connector sends it form-urlencoded.",
    "content-type-mismatch": (
        "The Content-Type header doesn't fit the body. Check which one the server expects."
    ),
    "typographic-quotes": "The text has curly quotes or long dashes. They were read as plain ones.",
    "placeholder": "A value is still a placeholder. Replace it with the real value.",
    "masked": "A value is masked. Ask for the real one.",
    "shell-variable": "A value comes from a variable that was not pasted. Ask for its value.",
    "command-substitution": "A value comes from another command. Nothing was run; ask for its value.",
    "file-reference": "A value comes from a file that was not pasted. Ask for what it holds.",
    "query-parameters": (
        "The URL's query holds parameters of the token request. A connector sends them in the body."
    ),
    "userinfo-in-url": ("The URL holds a name and a password. They moved to Client ID and Client Secret."),
    "no-scheme": (
        "The URL has no scheme. curl uses http://, so that was added. Check whether https:// is right."
    ),
    "no-url": "There is no full token URL. Fill in Oauth2 Token Url.",
    "no-client": "There is no client. Fill in Client ID and Client Secret.",
    "no-client-secret": (
        "There is no client secret. Fill in Client Secret, or ask whether the client needs one."
    ),
    "no-username": "There is no username. Fill in Password Grant Username.",
    "no-password": "There is no password. Fill in Password Grant Password.",
    "both-client-authentications": (
        "The client is in the Authorization header and in the body. Many servers refuse that."
    ),
    "basic-unreadable": "The Basic credentials can't be decoded. Fill in Client ID and Client Secret.",
    "duplicate-parameter": "A parameter appears more than once. The first value was taken.",
    "line-break-in-value": "A value contains a line break. Check that it was copied completely.",
    "broken-continuation": (
        "A line of the command isn't continued correctly. It was read with the lines below it."
    ),
    "unbalanced-quote": "A quote is never closed. Check where the value ends.",
    "wrong-shell-quotes": "The quotes don't work in the shell that the command is written for.",
    "unseen-character": "The text has an invisible or unusual blank character. Check the values.",
    "unencoded-character": (
        "The body has a character that should be percent-encoded. Check the value that the server reads."
    ),
    "get-method": "The request is a GET. A connector sends POST.",
    "not-password-grant": "The request doesn't use the password grant. This connector does.",
    "several-requests": (
        "There are several token requests with another account, client or URL. The first one was taken."
    ),
    "script": "A script runs before the request. It was not run, so values may be missing.",
    "name-case": (
        "A parameter's name has other upper and lower case than the standard. "
        "The connector sends it in lower case."
    ),
}
"""The notes, by their codes."""
