"""The fields of the connector form: their exact labels, and one line of help for each."""

from __future__ import annotations

from typing import Final

from .lean.frozen import frozen


@frozen
class FormField:
    """One field of the form. `key` is its name in `Connector` and in a profile."""

    key: str
    label: str
    help: str
    required: bool = False
    secret: bool = False
    should_be_blank: bool = False
    short_label: str = ""
    """What sentences call it, where the label is too long to be read in one; else empty."""


_FIELDS: Final = (
    FormField("name", "Name", "A name to find this connector by, for example acme-servicenow."),
    FormField("description", "Description", "A note to yourself: ticket, customer, environment."),
    FormField(
        "base_url",
        "Base Url",
        "The API's scheme, host and common path, for example https://acme.service-now.com",
    ),
    FormField(
        "client_id",
        "Client ID",
        "The value itself, exactly as the authorization server issued it.",
        required=True,
    ),
    FormField(
        "client_secret",
        "Client Secret",
        "The value itself. The form shows a saved secret as empty, so ask its owner for it.",
        required=True,
        secret=True,
    ),
    FormField(
        "username",
        "Password Grant Username",
        "The account that the connector uses, exactly as it is typed to sign in.",
        required=True,
    ),
    FormField(
        "password",
        "Password Grant Password",
        "That account's password. For Salesforce, append the security token to it.",
        required=True,
        secret=True,
    ),
    FormField(
        "token_url",
        "Oauth2 Token Url",
        "The full URL of the token endpoint with its path, not the authorize or API URL.",
        required=True,
    ),
    FormField(
        "client_authentication",
        "Oauth2 Client Authentication",
        "How the client proves itself. Leave blank to try Basic Auth, then Request Body.",
    ),
    FormField(
        "header_auth_key",
        "Header Auth Key",
        "Leave blank to send the token in the Authorization header.",
        should_be_blank=True,
    ),
    FormField(
        "header_auth_value_pattern",
        "Header Auth Value Pattern",
        "Leave blank to send the token as Bearer %s.",
        should_be_blank=True,
    ),
    FormField(
        "custom_grant_type",
        "Oauth2 Custom Grant Type",
        "Leave blank. A value here would replace password as the grant_type.",
        should_be_blank=True,
    ),
    FormField(
        "request_custom_grant_type",
        "Oauth2 Custom Oauth Request Options Custom Grant Type",
        "Leave blank. A value here would replace password as the grant_type.",
        should_be_blank=True,
    ),
    FormField(
        "additional_headers",
        "Oauth2 Custom Oauth Request Options Additional Headers",
        "Rows of name and value, added to the token request's headers.",
        short_label="Additional Headers",
    ),
    FormField(
        "additional_request_data",
        "Oauth2 Custom Oauth Request Options Additional Request Data",
        "Rows of name and value, added to the form-urlencoded body. Put a scope here.",
        short_label="Additional Request Data",
    ),
    FormField(
        "response.type",
        "Oauth2 Custom Oauth Response Response Type",
        "Json: the token is under a key. Text: the whole body is the token.",
        short_label="Response Type",
    ),
    FormField(
        "response.access_token_key",
        "Json Access Token Key",
        "The key that holds the access token, usually access_token.",
    ),
    FormField(
        "response.expires_in_key",
        "Json Expires In Key",
        "The key that holds the token's lifetime, usually expires_in.",
    ),
    FormField(
        "response.expires_in_format",
        "Json Expires In Format",
        "How the lifetime is given: seconds from now, or a date.",
    ),
)

FORM_FIELDS: Final = {field.key: field for field in _FIELDS}
"""Every field by its key, in the form's order."""

FIXED_VALUES: Final = {"Auth Config": "Oauth2", "Oauth2 Grant Type": "Password Grant"}
"""What this grant always has in two fields of the form, which stand after Base Url."""

SETTING_LABELS: Final = {
    "request.credential_headers": "Credential headers",
    "request.basic_encoding": "Basic encoding",
    "request.timeout": "Timeout",
    "request.connect_timeout": "Connect timeout",
    "request.trust": "Trust",
    "request.proxy": "Proxy",
    "api.path": "API path",
    "api.method": "API method",
    "api.query": "API query",
    "api.headers": "API headers",
}
"""Labels of this tool's own settings, which the form does not have."""

SETTING_HELP: Final = {
    "request.trust": "public (what a cloud service trusts), system, or the path of a CA file.",
    "request.proxy": "Blank: the environment's proxy. Otherwise http://host:port or http://user:password@host:port.",
}
"""A line of help for those settings that need one."""


def label_of(key: str) -> str:
    """Return the label of a field or setting.

    Raises:
        KeyError: no such field.
    """
    return SETTING_LABELS[key] if key in SETTING_LABELS else FORM_FIELDS[key].label


def short_label_of(key: str) -> str:
    """Return what sentences call a field or setting. Lists of fields have its `label_of`, as in the form.

    Raises:
        KeyError: no such field.
    """
    return (FORM_FIELDS[key].short_label if key in FORM_FIELDS else "") or label_of(key)
