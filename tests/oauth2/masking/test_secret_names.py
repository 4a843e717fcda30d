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
    sig hmac X-Hub-Signature-256 mfa_code mfaCode otp_code 2fa_code one_time_code verification_code auth
    X-Auth basic_auth bearer userpass db_pass userPwd pw PSWD sessid PHPSESSID .ASPXAUTH session csrf
    X-XSRF code_verifier device_code user_code auth_code master_key encryptionKey AccountKey shared-key
    ConnectionString SAMLResponse security_answer creds user[password] password[]
    kennwort Passwort einmalkennwort Geheimnis motdepasse mot_de_passe mdp contraseña contrasena clave senha
    wachtwoord lösenord adgangskode salasana hasło haslo heslo jelszó şifre parola mật_khẩu пароль
    密码 登录密码 密碼 口令 パスワード 비밀번호
""".split()
HARMLESS = """
    username client_id scope audience resource X-Tenant Accept token_type tokenType token_url
    token_endpoint authorization_uri expires_in token_expires_in grant_type client_assertion_type
    error error_code code_page cookie_policy X-Request-ID Host keyboard monkey passage compass
    spinner pinned Access-Control-Allow-Credentials password_policy token_count
    auth_type author authority auth_method client_auth oauth signin signed significant assign sighting
    bearer_methods_supported token_endpoint_auth_methods_supported id_token_signing_alg_values_supported
    session_state obsession clavero parolado mfa_required password_changed_at PasswordGrantUsername
    secretary tokenizer token_issuer token_scope signature_algorithm InvalidTokenException cookie_name
    passport passenger bypass compass postcode country_code status_code zip_code 用户名 ユーザー名 имя
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
