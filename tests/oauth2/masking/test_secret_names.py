"""Which names mean a secret, and which only sound so."""

from __future__ import annotations

import pytest

from tui.oauth2.masking.secret_names import is_secret_name, is_secret_parameter

SECRET = """
    client_secret clientSecret Client-Secret password Password passwd pwd X-Pwd user_pwd passphrase
    X-Passphrase pin otp security_code access_token accessToken refresh-token id_token X-Auth-Token
    authtoken token jwt jwt_token Ocp-Apim-Subscription-Key x-functions-key X-Auth-Key X-Api-Key
    apikey api_key Authorization Proxy-Authorization Cookie client_assertion ticket sessionId
    jsessionid X-Session-Id X-Signature X-Credential private_key signing-key
""".split()
HARMLESS = """
    username client_id scope audience resource X-Tenant Accept token_type tokenType token_url
    token_endpoint authorization_uri expires_in token_expires_in grant_type client_assertion_type
    error error_code code_page cookie_policy X-Request-ID Host keyboard monkey passage compass
    spinner pinned Access-Control-Allow-Credentials password_policy token_count
""".split()


@pytest.mark.parametrize("name", SECRET)
def test_a_name_that_means_a_secret(name: str) -> None:
    assert is_secret_name(name)
    assert is_secret_parameter(name)


@pytest.mark.parametrize("name", [*HARMLESS, "", "-", "…"])
def test_a_name_that_does_not(name: str) -> None:
    assert not is_secret_name(name)
    assert not is_secret_parameter(name)


def test_a_code_is_a_secret_in_a_request_alone() -> None:
    assert is_secret_parameter("code")
    assert not is_secret_name("code")
