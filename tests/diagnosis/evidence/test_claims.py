"""What sentences claim, grouped by what the reader has to master for them."""

from __future__ import annotations

from functools import partial
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processor_time import shortest, takes_less
from tui.diagnosis.evidence.claims import Claim, Saying, read_claims
from tui.diagnosis.evidence.told import STATES

CLAIMS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "a word that tells a state by itself": (
        ("The password is wrong", "password wrong"),
        ("Wrong password", "password wrong"),
        ("Invalid client secret", "client_secret wrong"),
        ("Unknown client", "client unknown"),
        ("This account is locked", "user locked"),
        ("The application has been suspended", "client disabled"),
        ("Your subscription has expired", "license expired"),
        ("Missing scope", "scope missing"),
        ("The tenant was deleted", "tenant disabled"),
        ("Duplicate parameter", "parameter repeated"),
        ("Malformed authorization header", "authorization_header malformed"),
        ("The server is unavailable", "server unreachable"),
        ("Unsupported grant type", "grant_type unsupported"),
        ("The API key is required", "api_key missing"),
    ),
    "whose login it is": (
        ("Credenciales del cliente no válidas", "client_credentials wrong"),
        ("Les identifiants du client sont invalides", "client_credentials wrong"),
        ("Ungültige Client-Anmeldeinformationen", "client_credentials wrong"),
        ("The credentials of the client are wrong", "client_credentials wrong"),
        ("The credentials are wrong, says the client", "login wrong"),
        ("Login for the application failed", "login failed"),
    ),
    "what a server failed to do": (
        ("Unexpected failure while reading the client store", "server failed"),
        ("Failure of the client", "client failed"),
    ),
    "what is expected": (("Bearer token expected, got Basic", "token missing"),),
    "an ending left open": (("Missing parameter(s): password", "password missing"),),
    "a permission that nobody has": (("The caller has no API role", "permission missing"),),
    "a demand for the right one": (
        ("Please provide valid credentials", "login wrong"),
        ("Enter a valid e-mail address and password", "login wrong"),
        ("Please provide credentials", "login missing"),
    ),
    "a login that means something else": (
        ("Resource owner password credentials were retired", "grant_type disabled"),
        ("Resource owner password credentials are wrong", "login wrong"),
        ("Missing authentication credentials", "authentication missing"),
        ("Wrong authentication credentials", "login wrong"),
    ),
    "who refuses, and what": (
        ("The server has rejected your login", "login wrong"),
        ("The server was rejected", "server wrong"),
    ),
    "a part of a scope's value": (
        ("scope account-read is not assignable", "scope not_allowed"),
        ("The account of this scope is not assignable", "user not_allowed"),
    ),
    "a list of what is allowed": (
        ("grant_type must be one of client_credentials, refresh_token", "grant_type unsupported"),
        ("The audience must be one of the registered ones", "audience unsupported"),
    ),
    "for a while": (
        ("The sign-in is paused for 30 minutes", "login locked"),
        ("The account is suspended for good reasons", "user disabled"),
    ),
    "who may not do something": (
        ("Guest accounts may not sign in here", "user not_allowed"),
        ("We cannot sign you in", ""),
        ("Trainees may not log in via API", "login not_allowed"),
    ),
    "who is sought": (
        ("No application registered under this key", "client unknown"),
        ("No application in the request", "client missing"),
    ),
    "a value that is asked for": (
        ("Please specify which database to use", "parameter missing"),
        ("The database is missing", "server missing"),
    ),
    "who lacks something, by its name": (("Principal lacks OAUTH_PASSWORD entitlement", "user not_allowed"),),
    "whose end has come": (
        ("Maximum password age exceeded", "password expired"),
        ("Account has reached its end date", "user expired"),
        ("Account has reached its limit", "user exceeded, requests mentioned"),
    ),
    "who may not use an address": (("Public clients can't use this endpoint", "client not_allowed"),),
    "the name of a role": (("Role API_CONSUMER missing on user", "permission missing"),),
    "what only others may": (
        ("Password grant is permitted only for first-party apps", "grant_type not_allowed"),
        ("Password grant is permitted for first-party apps", ""),
    ),
    "a resource that is registered": (
        ("The resource is not registered", "audience unknown"),
        ("The resource is not found", "resource unknown"),
    ),
    "another value than the expected one": (
        ("Expected issuer https://a.example, got https://b.example", "tenant wrong"),
        ("Expected an issuer", "tenant missing"),
    ),
    "what is not recognized": (
        ("The application credentials are not recognised", "client_credentials wrong"),
        ("The application credentials are not found", "client_credentials unknown"),
    ),
    "what somebody does not permit": (
        ("The organisation does not permit logins", "login not_allowed"),
        ("The organisation was not permitted", "tenant not_allowed"),
    ),
    "no such thing": (("The user has no such permission", "permission unknown"),),
    "the value of a parameter": (("client_id: unknown value", "client_id unknown"),),
    "what comes later": (("After 2 more tries we'll lock your account", ""),),
    "what is off": (("The password flow is off", "grant_type disabled"), ("Log off first", "")),
    "what a value is not": (("Tenant id is not a GUID", "tenant malformed"),),
    "one of several": (("'admin' isn't one of the scopes of this client", "scope unsupported"),),
    "a mail address for a username": (("ann@corp.example is not registered", "username unknown"),),
    "addresses": (("Logins from data center addresses are refused", "ip failed"),),
    "an aside between a thing and its state": (
        ("Der Scope ist für diesen Client nicht erlaubt", "scope not_allowed"),
        ("Grant-Typ 'password' ist für den Client nicht freigeschaltet", "grant_type disabled"),
    ),
    "a scope in other languages": (
        ("O escopo solicitado é inválido", "scope wrong"),
        ("L'ambito non è valido", "scope wrong"),
        ("无效的权限范围", "scope wrong"),
    ),
    "a verb at the end": (
        ("Das Kennwort muss vor der ersten Anmeldung geändert werden", "password expired"),
    ),
    "forms of participles": (
        ("L'application est désactivée", "client disabled"),
        ("Las cuentas están bloqueadas", "user locked"),
        ("Le credenziali sono errate", "login wrong"),
    ),
    "what somebody lacks, in other languages": (
        ("L'utilisateur n'a pas accès", "user not_allowed"),
        ("Sin acceso", "access missing"),
        ("Le client n'a pas les droits", "client not_allowed"),
        ("Usuário sem permissão", "user not_allowed"),
    ),
    "an adjective behind its noun": (
        ("Credenziali non valide o utente disabilitato", "login wrong, user disabled"),
    ),
    "who blocks, and what": (("The flow was blocked by a setting of the tenant", "grant_type not_allowed"),),
    "what a verb demands, behind adjectives": (
        ("This operation requires strong customer authentication", "mfa missing"),
    ),
    "whose token it is": (("The user associated with this token is inactive", "user disabled"),),
    "all of a header's name": (("Header 'x-api-version' is required", "header missing"),),
    "a grant type in other languages": (
        ("El tipo de concesión no está habilitado para la aplicación", "grant_type disabled"),
        ("Il tipo di concessione non è supportato", "grant_type unsupported"),
        ("Le type d'autorisation n'est pas pris en charge", "grant_type unsupported"),
    ),
    "a thing to be renewed": (
        ("Account requires password reset", "password expired"),
        ("A password change is required", "password expired"),
        ("The account requires a password", "password missing"),
    ),
    "mail to be confirmed": (
        ("Please verify your e-mail address first", "username disabled"),
        ("Please verify your email and password", "login wrong"),
    ),
    "what a plan leaves out": (
        ("API access is not part of your current plan", "license not_allowed"),
        ("Your subscription does not include API access", "license not_allowed"),
        ("The API key is not included", "api_key missing"),
    ),
    "sentences that say no more than their status": (
        ("The request requires user authentication", ""),
        ("Unauthorized | The request requires a key", "parameter missing"),
    ),
    "whose a thing is, after a clause": (
        ("The credentials you entered for the user 'a@b.example' are incorrect", "login wrong"),
    ),
    "a service that is withheld": (
        ("Access denied: the service is not enabled", "access not_allowed, access missing"),
        ("The service is disabled", "server disabled"),
    ),
    "a key in a header": (("The request is missing a valid appkey header", "api_key missing"),),
    "who fails to sign in": (
        ("Failed to authenticate the resource owner", "login wrong"),
        ("Failed to find the resource owner", "user unknown"),
    ),
    "negation": (
        ("The password is not correct", "password wrong"),
        ("The user does not exist", "user unknown"),
        ("The user doesn't exist in this directory", "user unknown"),
        ("We could not find your account", "user unknown"),
        ("No such realm", "tenant unknown"),
        ("The client secret didn't match", "client_secret wrong"),
        ("This grant type isn't supported", "grant_type unsupported"),
        ("The client is not allowed", "client not_allowed"),
        ("Your license is no longer valid", "license expired"),
        ("Account is not active", "user disabled"),
        ("The account is not locked", ""),
        ("The password has not expired", ""),
        ("The scope was never granted", "scope not_allowed"),
        ("The server can't be reached", "server unreachable"),
        ("Failed to decode the token", "token malformed"),
        ("Neither the username nor the password is valid", "login wrong"),
        ("Unable to verify the certificate", "certificate wrong"),
    ),
    "demands": (
        ("The username must be provided", "username missing"),
        ("Please provide the username", "username missing"),
        ("Provide the client secret", "client_secret missing"),
        ("client_id cannot be empty", "client_id missing"),
        ("client_id must not be blank", "client_id missing"),
        ("You must specify a scope", "scope missing"),
        ("You must use a secure connection", "https missing"),
        ("You must use SSO to sign in", ""),
        ("The password must be reset", "password expired"),
        ("Your account must be added to the directory", "user unknown"),
        ("The password must be changed", "password expired"),
        ("Your account needs to be activated", "user disabled"),
        ("User name must be in UPN format", "username malformed"),
        ("An API key is needed", "api_key missing"),
        ("The redirect_uri has to match", "redirect_uri wrong"),
    ),
    "a header by its name": (
        ("Header 'X-Tenant' is required", "header missing"),
        ("Missing header: X-Api-Key", "api_key missing"),
    ),
    "a parameter that is called as a thing is": (
        ("Missing parameter 'provider'!", "named missing"),
        ("The provider is missing", "server missing"),
    ),
    "which role": (
        ("You do not have the API user role", "permission missing"),
        ("You do not have the API", "api missing"),
    ),
    "an adjective that only looks like a thing": (
        ("An instance-specific error occurred", ""),
        ("An instance error occurred", "tenant failed"),
    ),
    "what a client's registration lacks": (
        ("grant_type is not present in client", "grant_type not_allowed"),
        ("grant_type is not present in the body", "grant_type missing"),
    ),
    "what is approved": (
        ("App not approved for this resource", "client disabled"),
        ("You must accept the terms of use", "consent mentioned"),
    ),
    "Portuguese “no”": (
        ("Altere o seu nome no portal", ""),
        ("There is no portal of this name", "tenant missing"),
    ),
    "the value of a scope": (
        ("The scope employee:read:all is not granted", "scope not_allowed"),
        ("The employee is not granted", "user not_allowed"),
    ),
    "what a failure is put down to": (
        ("The query failed due to security constraints", "permission failed"),
        ("The query failed under security constraints", "parameter failed"),
    ),
    "access to what": (
        ("You do not have access to this scope", "scope missing"),
        ("You do not have access to this", "access missing"),
    ),
    "for what a user is registered": (
        ("The user is not registered for this application", "user not_allowed"),
        ("The user is not registered", "user unknown"),
    ),
    "a program of the server": (
        ("No access token manager can be found", "server missing"),
        ("No access token can be found", "token missing"),
    ),
    "a remark in brackets": (
        ("The grant type is known to us (scope insufficient)", "scope not_allowed"),
        ("The grant type is known to us (scope)", ""),
    ),
    "Spanish “has not”": (
        ("La aplicación no tiene permiso", "client not_allowed"),
        ("La aplicación tiene permiso", ""),
    ),
    "what a parameter is called": (
        ("Missing required field: region", "named missing"),
        ("Parameter [zoning] is not valid", "named wrong"),
        ("A required field is missing", "parameter missing"),
    ),
    "what has to be, and what has been": (
        ("The username has to be sent", "username missing"),
        ("The username has been sent", ""),
    ),
    "an account to be unlocked": (
        ("You need to unlock your account", "user locked"),
        ("AccountUnlockRequired", "user expired"),
    ),
    "a password to be changed, in other languages": (
        ("Debe cambiar la contraseña", "password expired"),
        ("Vous devez changer votre mot de passe", "password expired"),
        ("È necessario modificare la password", "password expired"),
    ),
    "a header that is called as a thing is": (
        ("Header 'api-version' is mandatory", "header missing"),
        ("The api version is mandatory", "endpoint missing"),
    ),
    "who is limited": (
        ("The user is limited to the address range 10.0.0.0/8", "user not_allowed, ip mentioned"),
        ("The user has exceeded his attempts", "user exceeded"),
    ),
    "what must not be sent": (
        ("client_secret must not be sent", "client_secret unwanted"),
        ("The scope should not be provided", "scope unwanted"),
        ("grant_type must not be set here", "grant_type unwanted"),
        ("The Authorization header must not be present", "authorization_header unwanted"),
    ),
    "alternatives": (
        ("Invalid user name or password", "login wrong"),
        ("The user name or password is incorrect", "login wrong"),
        ("Username/password mismatch", "login wrong"),
        ("Your e-mail and password don't match", "login wrong"),
        ("Client ID or secret is wrong", "client_pair wrong"),
        ("Invalid consumer key or consumer secret", "client_pair wrong"),
        ("Username and password are required", "login missing"),
        ("The client id and the client secret must be provided", "client_pair missing"),
        ("Unknown tenant or client", "client unknown, tenant unknown"),
    ),
    "two claims of one sentence": (
        ("Client secret is invalid or user locked", "client_secret wrong, user locked"),
        ("The user is disabled; the client is unknown", "user disabled, client unknown"),
        ("The token has expired. The scope is invalid.", "token expired, scope wrong"),
    ),
    "whose a thing is": (
        ("The password of the user is not correct", "password wrong"),
        ("The password for this account has expired", "password expired"),
        ("The secret of the client has expired", "client_secret expired"),
        ("The client of this user is not enabled", "client disabled"),
        ("This user of the workspace has been suspended", "user disabled"),
        ("The account's password is invalid", "password wrong"),
        ("The scope of the token is invalid", "scope wrong"),
        ("The license of this organization has expired", "license expired"),
        ("Das Passwort des Benutzers ist falsch", "password wrong"),
        ("Le mot de passe de l'utilisateur est incorrect", "password wrong"),
        ("A senha do usuário é inválida", "password wrong"),
    ),
    "who lacks what": (
        ("The client does not have permission", "client not_allowed"),
        ("The user has insufficient privileges", "user not_allowed"),
        ("This application lacks permissions", "client not_allowed"),
        ("Insufficient privileges", "permission not_allowed"),
        ("Access is not allowed", "access not_allowed"),
        ("You have no access", "access missing"),
    ),
    "what one may not do": (
        (
            "The client is not authorized to use this grant type",
            "client not_allowed, grant_type not_allowed",
        ),
        ("The client is not permitted scope read", "client not_allowed, scope not_allowed"),
        ("The client has no permission for this", "client not_allowed"),
        ("The token is not authorized for this scope", "token not_allowed, scope not_allowed"),
        ("Grant type password not allowed for this client", "grant_type not_allowed"),
        ("grant_type: password is not supported in this application", "grant_type unsupported"),
        ("Sign-in denied by a policy", "policy not_allowed"),
        ("Login blocked by a risk rule", "policy not_allowed"),
        ("The user was denied by the operator", "user not_allowed"),
        ("This client can't use the password grant", "grant_type not_allowed"),
        ("The account is not enabled for API access", "user not_allowed"),
        ("The user isn't permitted to sign in", "user not_allowed"),
    ),
    "nouns that only describe the next one": (
        ("Invalid token audience", "audience wrong"),
        ("The token signature does not match", "signature wrong"),
        ("The token is invalid for this audience", "token wrong, audience mentioned"),
    ),
    "a reason after a failure": (
        ("Authentication failed: Invalid initData signature", "authentication failed, named wrong"),
        ("Access failed because the account is locked", "access failed, user locked"),
        ("Login failure, invalid password", "login failed, password wrong"),
        ("Sign-in failed. The password is invalid", "login failed, password wrong"),
        ("Login failed: the account is not locked", "login failed"),
    ),
    "headings, remarks and advice": (
        ("Error: grant_type is missing", "grant_type missing"),
        ("Invalid client: cannot retrieve the client credentials", "client_credentials unknown"),
        ("Invalid client: abc", "client wrong"),
        ("The password is wrong (request id 7f3c)", "password wrong"),
        ("The client (of this tenant) is unknown", "client unknown"),
        ("The user could not be found Please contact us", "user unknown"),
        ("Unable to issue token: organization_id is required", "token failed, tenant missing"),
    ),
    "names of headers": (
        ("Please provide the spotify-token header", "header missing"),
        ("Please provide the token", "token missing"),
    ),
    "names without quotes": (
        ("Unknown parameter: client_ip", "named unknown"),
        ("Unknown client ip", "ip unknown"),
        ("Unsupported value for field grant_type", "grant_type unsupported"),
    ),
    "whose a login is": (
        ("Invalid credentials for this appId", "client_credentials wrong"),
        ("Invalid credentials for this user", "login wrong"),
    ),
    "what a program could not make or find": (
        ("Failed to get client", "client unknown"),
        ("Client lookup failed", "client unknown"),
        ("Token could not be generated", "token failed"),
        ("Maximum number of tokens reached", "token exceeded"),
        ("Maximum number of failed attempts reached", "attempts exceeded"),
    ),
    "what is sought in the request": (
        ("Username not found in the form data", "username missing"),
        ("The client_id was not found in the body", "client_id missing"),
        ("Token not found in the headers", "token missing"),
        ("Username not found", "username unknown"),
    ),
    "denied by a determiner": (
        ("No grant type", "grant_type missing"),
        ("No scope was given", "scope missing"),
        ("The request came without a certificate", "certificate missing"),
        ("No active account found with these credentials", "user unknown"),
        ("The owner has not consented", "consent missing"),
        ("No client credentials in the request", "client_credentials missing"),
    ),
    "names of classes": (
        ("UserLockedException", "user locked"),
        ("UserNotFoundError", "user unknown"),
        ("org.example.auth.BadPasswordException", "password wrong"),
        ("InvalidClientSecret", "client_secret wrong"),
        ("ClientAuthenticationFailed", "client_credentials failed"),
        ("PasswordExpiredException", "password expired"),
        ("oauth.v2.InvalidClientIdentifier", "client_id wrong"),
        ("UnknownScopeFault", "scope unknown"),
    ),
    "codes": (
        ("user_not_found", "user unknown"),
        ("USER_SUSPENDED", "user disabled"),
        ("client_id_missing", "client_id missing"),
        ("CLIENT_SECRET_MISMATCH", "client_secret wrong"),
        ("invalid_credentials", "login wrong"),
        ("OTP_REQUIRED", "mfa missing"),
        ("account-disabled", "user disabled"),
        ("LOGIN_LOCKED", "login locked"),
        ("unknown_realm", "tenant unknown"),
        ("token_expired", "token expired"),
    ),
    "names of parameters": (
        ("organization_key is required", "named missing"),
        ("login_realm_type is not supported", "named unsupported"),
        ("display_mode has an invalid value", "named wrong"),
        ("Missing parameter: client_id", "client_id missing"),
        ("The parameter tenantKey is missing", "named missing"),
        ("login_hint must not be sent", "named unwanted"),
        ("8 kB exceeded", ""),
    ),
    "quoted values": (
        ("Grant type [password] is not supported", "grant_type unsupported"),
        ("grant_type 'client_credentials' is unknown", "grant_type unknown"),
        ("The client 'billing app' is disabled", "client disabled"),
        ("Scope 'password' is invalid", "scope wrong"),
        ("Unknown user “api client”", "user unknown"),
        ("Grant type refresh_token is not supported", "grant_type unsupported"),
        ("The parameter 'username' is missing", "username missing"),
        ("scope='null' for client 7", ""),
    ),
    "ids, hosts and accounts taken out": (
        ("User ann@locked.example.com not found", "user unknown"),
        ("The client 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is unknown", "client unknown"),
        ("Host expired.example.com: the password is wrong", "password wrong"),
        ("Unknown client at https://invalid.example.com/user/locked", "client unknown"),
        ("The path /tokens/expired/ is unknown", "endpoint unknown"),
        ("The user 0123456789abcdef01234567 is locked", "user locked"),
    ),
    "suppositions": (
        ("This can happen if the password has expired", ""),
        ("Perhaps the account is locked", ""),
        ("Your account will be locked after 2 more attempts", ""),
        ("You have 2 attempts left before it is locked", ""),
        ("Your password is about to expire", ""),
        ("Check whether the client is disabled", ""),
        ("Maybe the scope is invalid", ""),
        ("Wenn das Konto gesperrt ist", ""),
        ("The client is unknown. This can happen if the tenant is wrong.", "client unknown"),
    ),
    "examples in brackets": (
        ("Login refused (e.g. the account is locked)", "login failed"),
        ("The client is unknown (for example, the scope is invalid)", "client unknown"),
        ("Unknown user (such as a locked account)", "user unknown"),
        (
            "Client authentication failed (e.g., unknown client, unsupported method)",
            "client_credentials failed",
        ),
    ),
    "what the standard says itself": (
        ("invalid_client", ""),
        ("unauthorized_client", ""),
        ("401 Unauthorized", ""),
        ("403 Forbidden", ""),
        ("HTTP 404 Not Found", ""),
        ("503 - Service Unavailable", ""),
        (
            "The provided authorization grant is invalid, expired, revoked, does not match the redirection "
            "URI used in the authorization request, or was issued to another client.",
            "",
        ),
        (
            "L'autorisation fournie est invalide, expirée, révoquée ou ne correspond pas à l'URI.",
            "",
        ),
        ("Die Autorisierung ist ungültig, abgelaufen oder widerrufen.", ""),
        ("La autorización es inválida, ha expirado o fue revocada.", ""),
        ("A autorização é inválida, expirado ou revogada.", ""),
        ("L'autorizzazione è invalida, scaduta o revocata.", ""),
        ("De autorisatie is ongeldig, verlopen of ingetrokken.", ""),
        ("The resource owner or authorization server denied the request", ""),
        (
            "The request is missing a required parameter, includes an unsupported parameter value, "
            "or is otherwise malformed.",
            "",
        ),
    ),
    "what tells by being named": (
        ("Two-step verification is on", "mfa mentioned"),
        ("A security code for your phone", "mfa mentioned"),
        ("Slow down: rate limit", "requests exceeded"),
        ("IP address 203.0.113.9", "ip mentioned"),
        ("If you use a captcha", ""),
    ),
    "an account that the sentence leaves out": (
        ("Temporarily locked", "unnamed locked"),
        ("Deactivated", "unnamed disabled"),
        ("Sorry, suspended", "unnamed disabled"),
        ("Expired", ""),
    ),
    "German": (
        ("Das Kennwort ist falsch", "password wrong"),
        ("Ungültige Anmeldedaten", "login wrong"),
        ("Benutzername oder Passwort ist ungültig", "login wrong"),
        ("Der Benutzer wurde nicht gefunden", "user unknown"),
        ("Ihr Konto wurde gesperrt", "user locked"),
        ("Der Client existiert nicht", "client unknown"),
        ("Das Passwort stimmt nicht", "password wrong"),
        ("Der Mandant ist unbekannt", "tenant unknown"),
    ),
    "French": (
        ("Mot de passe incorrect", "password wrong"),
        ("Le client n'existe pas", "client unknown"),
        ("Nom d'utilisateur ou mot de passe incorrect", "login wrong"),
        ("L'utilisateur n'est pas autorisé", "user not_allowed"),
        ("L'application est inconnue", "client unknown"),
        ("Votre compte est désactivé", "user disabled"),
    ),
    "Spanish and Portuguese": (
        ("Usuario o contraseña incorrectos", "login wrong"),
        ("El usuario no existe", "user unknown"),
        ("La cuenta está inactiva", "user disabled"),
        ("El secreto de cliente no es válido", "client_secret wrong"),
        ("Usuário não encontrado", "user unknown"),
        ("Senha expirada", "password expired"),
    ),
    "Italian and Dutch": (
        ("La password non è valida", "password wrong"),
        ("L'utente non esiste", "user unknown"),
        ("Nome utente o password errati", "login wrong"),
        ("Gebruikersnaam of wachtwoord is onjuist", "login wrong"),
        ("Account geblokkeerd", "user locked"),
        ("Il client non è autorizzato", "client not_allowed"),
        ("De gebruiker bestaat niet", "user unknown"),
    ),
    "Chinese, Japanese and Korean": (
        ("用户名或密码错误", "login wrong"),
        ("用户不存在", "user unknown"),
        ("账号已被禁用", "user disabled"),
        ("缺少参数", "parameter missing"),
        ("权限不足", "permission not_allowed"),
        ("客户端密钥无效", "client_secret wrong"),
        ("不支持的授权类型", "grant_type unsupported"),
        ("ユーザー名またはパスワードが正しくありません", "login wrong"),
        ("アカウントがロックされています", "user locked"),
        ("스코프 비밀번호가 일치하지 않습니다", "password wrong"),
    ),
    "Hungarian, Czech and Romanian": (
        ("Hibás felhasználónév vagy jelszó", "login wrong"),
        ("A felhasználói fiók zárolva", "user locked"),
        ("Neplatné uživatelské jméno nebo heslo", "login wrong"),
        ("Nume de utilizator sau parolă incorectă", "login wrong"),
    ),
    "Russian, Ukrainian and Greek": (
        ("Неверное имя пользователя или пароль", "login wrong"),
        ("Клиент не найден", "client unknown"),
        ("Невірний пароль", "password wrong"),
        ("Λάθος όνομα χρήστη ή κωδικός πρόσβασης", "login wrong"),
    ),
    "Vietnamese and Indonesian": (
        ("Tên đăng nhập hoặc mật khẩu không đúng", "login wrong"),
        ("Tài khoản bị khóa", "user locked"),
        ("Nama pengguna atau kata sandi salah", "login wrong"),
    ),
    "Arabic and Hebrew": (
        ("اسم المستخدم أو كلمة المرور غير صحيحة", "login wrong"),
        ("الحساب مقفل", "user locked"),
        ("שם משתמש או סיסמה שגויים", "login wrong"),
    ),
    "Nordic languages and Finnish": (
        ("Brukeren er deaktivert", "user disabled"),
        ("Kontot är låst", "user locked"),
        ("Väärä käyttäjätunnus tai salasana", "login wrong"),
    ),
    "nothing to claim": (
        ("Good morning", ""),
        ("", ""),
        ("The user is active", ""),
        ("The client is registered", ""),
        ("We hit a snag on our side", ""),
    ),
}
"""By what the reader has to master: sentences, and what each claims."""


def told(sentence: str) -> set[str]:
    return {f"{claim.entity} {claim.state}" for claim in read_claims(sentence)}


@pytest.mark.parametrize("group", CLAIMS)
def test_a_sentence_claims(group: str) -> None:
    expected = {sentence: set(filter(None, claims.split(", "))) for sentence, claims in CLAIMS[group]}
    assert {sentence: told(sentence) for sentence in expected} == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert sum(map(len, CLAIMS.values())) >= 150


def test_advice_counts_less_than_a_statement() -> None:
    (stated,) = read_claims("The secret is wrong")
    (advised,) = read_claims("Make sure the secret matches")
    assert (advised.entity, advised.state) == (stated.entity, stated.state)
    assert advised.distance > stated.distance + 10


def test_please_provide_is_no_advice() -> None:
    (claim,) = read_claims("Please provide the username")
    assert claim.distance < 5


def test_a_claim_names_the_thing_as_the_server_writes_it() -> None:
    assert [claim.name for claim in read_claims("The parameter tenantKey is missing")] == ["tenantKey"]
    assert [claim.name for claim in read_claims("Missing parameter: client_assertion")] == [
        "client_assertion"
    ]


def test_alternatives_are_counted() -> None:
    (claim,) = read_claims("The user name or password is incorrect")
    assert (claim.entity, claim.alternatives) == ("login", 2)


def test_exact_things_come_first() -> None:
    assert [claim.entity for claim in read_claims("The request is malformed. The scope is unknown.")] == [
        "scope",
        "request",
    ]


def test_a_saying_waits_for_things_in_states() -> None:
    claim = Claim("user", "locked", "user locked")
    assert Saying(frozenset({"user"}), frozenset({"locked"})).holds(claim)
    assert Saying(frozenset({"user"}), frozenset()).holds(claim)
    assert not Saying(frozenset({"user"}), frozenset({"disabled"})).holds(claim)
    assert not Saying(frozenset({"client"}), frozenset()).holds(claim)


SENTENCES: Final = [sentence for cases in CLAIMS.values() for sentence, _ in cases]
WORDS: Final = sorted({word for sentence in SENTENCES for word in sentence.split()})
TEXTS: Final = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30).map("".join),
)


@given(TEXTS)
def test_any_text_is_read_and_quoted(text: str) -> None:
    for claim in read_claims(text):
        assert claim.quote in text
        assert claim.state in STATES
        assert claim.distance >= 0


@given(st.text(alphabet="0123456789 .,;:!?()[]{}'\"/\\-_@#%&*+=<>|~\n\t", max_size=200))
def test_a_text_without_a_word_claims_nothing(text: str) -> None:
    assert read_claims(text) == ()


@given(st.lists(st.sampled_from(["lorem", "ipsum", "dolor", "amet", "elit"]), max_size=60).map(" ".join))
def test_a_text_without_a_word_of_the_lexicon_claims_nothing(text: str) -> None:
    assert read_claims(text) == ()


@pytest.mark.parametrize(
    "part",
    [
        "The user name or password of the client is not valid, ",
        "(e.g. ",
        "a_b_c_d_",
        "aB",
        "用户名",
        "l'",
        "'''\"\"\"",
        "user or password or ",
        "x.y.",
        "https://a",
    ],
)
def test_the_time_grows_with_the_length(part: str) -> None:
    text = part * (1_000 // len(part))
    short = shortest(lambda: read_claims(text))
    # What is quadratic takes 256 times as long.
    assert takes_less(80 * short + 0.02, lambda: read_claims(text * 16))


def test_a_long_row_of_hyphens_takes_no_long_time() -> None:
    assert takes_less(2, partial(read_claims, "password-" * 7_000))
