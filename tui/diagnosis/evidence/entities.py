"""What a server can speak of, and the words that name it."""

from __future__ import annotations

from typing import Final

from .phrases import phrase_book

ENTITIES: Final = {
    "client_secret": """
        client secret|app secret|application secret|consumer secret|secret key|secret hash|secret|
        shared secret|client password|api secret|appsecret|clientsecret|client key secret|oauth secret|
        geheimnis|client geheimnis|secreto de cliente|secreto del cliente|segredo do cliente|
        secret client|secret du client|segreto client|clave secreta|clave del cliente|clave de cliente|
        chave secreta|clé secrète|clientgeheim|klienthemlighet|segreto del client|sekret klienta|
        istemci sırrı|istemci parolası|секрет клиента|geheimer schlüssel
        """,
    "client_id": """
        client id|client identifier|app id|application id|consumer key|client key|appid|clientid|appkey|
        application identifier|client name|application key|client ident|partner id|apikey id|
        identifiant client|identifiant du client|id de cliente|id del cliente|id do cliente|
        client kennung|identificador de cliente|identificador del cliente|identificador do cliente|
        identifiant de l'application|identificativo client|identificativo del client|id client|
        id applicazione|anwendungs id|client identificatie|klient id|klientens id|identyfikator klienta|
        istemci kimliği|istemci kimlik|идентификатор клиента|ид клиента|id de aplicación|id da aplicação|
        id d'application|id klienta
        """,
    "client_credentials": """
        client credential|client credentials|client authentication|app credentials|
        application credentials|consumer credentials|client identification|client auth|
        oauth client credentials|oauth credentials|secret or id|client id secret|basic auth credentials|
        basic authentication credentials
        """,
    "client_authentication": """
        authentication method|auth method|client authentication method|client auth method|
        client secret basic|client secret post|client secret jwt|private key jwt|tls client auth|
        self signed tls client auth|token endpoint auth method|token endpoint authentication method|
        token endpoint auth methods supported
        """,
    "client": """
        client|oauth client|oauth2 client|app|application|consumer|relying party|service provider|
        third party|oauth app|oauth consumer|connected app|integration|partner|api client|
        client application|client app|registered client|service account|service principal|anwendung|
        applikation|aplicacion|aplicación|aplicativo|aplicação|cliente|applicazione|applicatie|klient|
        clientapplicatie|trusted app|
        kliens|ügyfélalkalmazás|klientská aplikace|клиент|клиентское приложение|приложение|клієнт|العميل|
        istemci|klienten|sovellus|asiakasohjelma
        """,
    "username": """
        username|user name|user id|userid|login name|loginid|login id|user identifier|email|e mail|
        email address|e mail address|user principal name|upn|phone number|mobile number|benutzername|
        benutzernamen|nutzername|anmeldename|nom d'utilisateur|nom utilisateur|identifiant|
        nombre de usuario|nome de usuário|nome de usuario|nome utente|gebruikersnaam|användarnamn|
        user domain|user suffix|upn suffix|domain suffix|domain prefix|email domain|adresse e mail|correo|
        brukernavn|brugernavn|
        kullanıcı adı|nazwa użytkownika|felhasználónév|felhasználónevet|uživatelské jméno|
        používateľské meno|nume de utilizator|numele de utilizator|имя пользователя|логин|ім'я користувача|
        όνομα χρήστη|tên đăng nhập|tên người dùng|nama pengguna|اسم المستخدم|שם משתמש|שם המשתמש|käyttäjätunnus
        """,
    "password": """
        password|passwd|pwd|pw|pin|pin code|passphrase|pass phrase|user password|passcode|pass word|
        kennwort|passwort|passworts|mot de passe|contraseña|contrasena|clave|senha|palavra passe|wachtwoord|
        lösenord|losenord|hasło|haslo|passord|adgangskode|şifre|parolanız|şifreniz|parola|
        jelszó|jelszava|heslo|parolă|пароль|пароля|κωδικός|κωδικός πρόσβασης|mật khẩu|kata sandi|كلمة المرور|
        كلمة السر|סיסמה|הסיסמה|salasana
        """,
    "login": """
        credential|credentials|login|log in|sign in|signin|logon|login credentials|user credentials|
        resource owner credentials|login information|login details|login data|username password|
        user password pair|password credentials|authentication credentials|credenciales|credenciais|
        credenziali|anmeldedaten|zugangsdaten|anmeldung|gebruikersnaam of wachtwoord|
        wachtwoord of gebruikersnaam|identifiants|inloggegevens|resource owner password credentials|
        logging in|logging on|signing in|signing on|créances|access data|user authentication|
        inloggning|inloggningen|logowania|
        anmeldeinformationen|anmeldeinformation|zugangsinformationen|données de connexion|
        credenciales de acceso|dati di accesso|credenciais de acesso|aanmeldgegevens|
        inloggningsuppgifter|dane logowania
        """,
    "authentication": """
        authentication|authorization|authorisation|auth|authentification|authentifikation|autenticación|
        autenticacion|autenticação|autenticazione|authentifizierung|identity|identity verification|
        verify identity
        """,
    "user": """
        user|account|user account|member|resource owner|end user|principal|login account|
        customer account|person|employee|subject|operator|agent|subscriber|identity account|users|benutzer|
        benutzerkonto|konto|nutzer|utilisateur|compte|usuario|usuário|utente|cuenta|conta|gebruiker|
        account holder|participant|mailbox|utilizador|użytkownik|kullanıcı|kullanici|hesap|player|
        profile|staff|
        felhasználó|felhasználói fiók|fiók|uživatel|účet|používateľ|utilizator|utilizatorul|contul|
        пользователь|учетная запись|аккаунт|користувач|обліковий запис|χρήστης|λογαριασμός|tài khoản|
        người dùng|pengguna|akun|المستخدم|الحساب|משתמש|חשבון|החשבון|bruker|brukeren|bruger|
        brugeren|kontot|kontoen|käyttäjä|tili
        """,
    "grant_type": """
        grant type|granttype|flow|direct access grant|direct access grants|direct access|auth flow|
        grant flow|resource owner password|ropc|password flow|password grant|oauth flow|granttypes|
        grant types|resource owner password flow|authorization code flow|authorization code grant|
        code flow|client credentials flow|client credentials grant|implicit flow|implicit grant|device flow|
        autorisierungstyp|berechtigungstyp|grant typ|tipo de concesión|tipo concesión|tipo de concessão|
        tipo concessão|tipo di concessione|tipo de autorización|tipo de autorização|tipo de grant|
        tipo di grant|type de grant|type d'autorisation|type d'octroi|type de concession|
        granttypen|tillståndstyp|tilgangstype|yetki türü|тип разрешения|тип авторизации|toekenningstype|
        type toekenning|typ grantu|typ uprawnienia|тип гранта|тип предоставления|yetkilendirme türü|izin türü|
        password grant type|authorization grant type
        """,
    "grant": """
        grant|authorization grant|access grant|oauth grant|autorización|autorisation d'accès|
        autorização|autorisierung|autorizzazione|autorisatie|l'autorisation|bewilligung
        """,
    "scope": """
        scope|scopes|offline access|portée|étendue|escopo|ámbito|âmbito|ambito|alcance|zakres|
        geltungsbereich|область доступа|область видимости|kapsam|bereik|omfattning|requested scope|
        oauth scope|oauth scopes|requested scopes|oauth2 scope|
        oauth2 scopes|access to this scope|access to the scope|access to scope|access to the requested scope
        """,
    "resource": """
        resource|resource principal|resource server|target resource|resource id|resource parameter|
        ressource|recurso|risorsa
        """,
    "audience": """
        audience|aud|requested audience|resource indicator|identifier uri|audience uri|audience claim
        """,
    "tenant": """
        identity domain|tenant|realm|organization|organisation|company|directory|instance|environment|
        workspace|site|
        subdomain|tenant id|organization id|company id|company code|identity zone|zone|mandant|
        mandanten|user pool|domain|connection name|identity provider|issuer|iss|issuer claim|policy id|
        store|business unit|portal|organisatie|empresa|account region|server region|data center|datacenter|
        data centre
        """,
    "token": """
        token|access token|bearer token|jwt|oauth token|authorization token|auth token|api token|
        id token|security token|authentication token|bearer|accesstoken|tokens|json web token|jws|
        access tokens|token claim|token claims|session id|sessionid|jeton
        """,
    "refresh_token": "refresh token|refreshtoken|jeton d'actualisation",
    "code": "authorization code|auth code|authcode|authorisation code",
    "redirect_uri": """
        redirect uri|redirecturi|redirect url|redirection uri|callback url|reply url|redirect|
        uri de redirección|uri de redirection|umleitungs uri
        """,
    "assertion": """
        assertion|client assertion|client assertion type|jwt assertion|saml assertion|saml response
        """,
    "signature": "signature|signing key|jwks|public key|kid|hmac|algorithm|alg|nonce|timestamp|checksum",
    "header": "header|headers|http header|request header|request headers|http headers",
    "authorization_header": """
        authorization header|authorisation header|auth header|basic auth|basic authentication|
        authorization http header|authorization request header|basic authorization|basic header|
        basic authorization header|authorization scheme|authentication scheme|basic credentials|
        authorization field|authorization header field|authheader
        """,
    "content_type": """
        content type|media type|mime type|contenttype|content types|application x www form urlencoded|
        x www form urlencoded|form urlencoded|mediatype|multipart form data|content type header
        """,
    "accept": "accept header|acceptable representation|acceptable|accept",
    "body": """
        request body|body|payload|post body|request payload|form data|form body|json|post data|
        request content|message body|entity body|http message|request entity|formulaire|input stream
        """,
    "request": """
        request|token request|access token request|authentication request|authorization request|
        login request|requete|requête|anfrage|solicitud|solicitação|requisição|richiesta|verzoek|call|
        syntax
        """,
    "parameter": """
        parameter|parameters|param|params|field|fields|attribute|argument|property|input parameter|
        value|key|form field|query parameter|query string|arguments|inputs|member|parametro|parámetro|
        parametre|paramètre|champ|campo|feld|variable|element|query|filter|querystring
        """,
    "method": """
        http method|method|http verb|verb|get method|post method|request method|get request|
        get requests
        """,
    "endpoint": """
        endpoint|url|path|route|page|uri|resource path|servlet|controller|action|file|document|
        api version|request uri|request url|object|request path|web page|webpage|seite|página|pagina|
        handler|operation|function|api endpoint|proxy path|mapping|static resource|requested resource|
        api proxy|full path|service name
        """,
    "api": "api|apis|apiproduct|api product|web api|api access|rest api|api product match|product",
    "api_key": """
        api key|apikey|subscription key|subscription id|developer key|license key|access key|api keys|
        x api key|api token key|app key|ocp apim subscription key|function key|api subscription key|
        appkey header|app key header|
        auth key|authentication key|authorization key|integration key|technician key|service key|
        partner key|gateway key|product key|api access key
        """,
    "mfa": """
        mfa|2fa|two factor|two factor authentication|multi factor|multi factor authentication|
        multifactor|otp|one time password|one time passcode|verification code|security code|
        strong customer authentication|second factor|totp|passcode token|authenticator app|
        two step verification|two step|
        2 step verification|2fa code|mfa code|otp code|sms code|strong authentication|step up|
        step up authentication|one time code|twofactor|additional verification|
        verificación en dos pasos|zwei faktor|device verification|software token mfa|sms mfa|new device|
        second authentication factor|device authentication|device confirmation|hardware token|
        authenticator code|mfa token|
        multifactor authentication|mobile tan|sms tan|verification e mail|verification email
        """,
    "interaction": """
        interaction|user interaction|challenge|device verification|new device|unrecognized device|
        authenticator
        """,
    "captcha": "captcha|recaptcha|hcaptcha|human verification|robot",
    "consent": """
        consent|terms of service|terms and conditions|terms|privacy policy|eula|agreement|tos|consented|
        terms of use
        """,
    "policy": """
        policy|policies|conditional access|access policy|sign on policy|rule|authentication policy|
        security policy|access policies|login hours|login restriction|login restrictions|login policy|
        password policy|restriction|restrictions|assurance|assurance requirement|requirement|device|
        managed device|compliant device|risk|country|login method|sign in method|logon method|login type|
        logon type|sign in type|login mode
        """,
    "certificate": """
        certificate|client certificate|ssl certificate|tls certificate|ssl|tls|x509|cert|certificates|
        trust anchor|certificate chain|mtls|mutual tls|self signed certificate|handshake|ssl connection|
        tls connection|certification path|ca|root certificate|zertifikat|certificat|certificado
        """,
    "https": """
        https|secure connection|insecure transport|secure channel|plain http|encrypted connection|
        http scheme
        """,
    "connection": """
        connection|socket|host|hostname|host name|network|proxy|dns|tcp connection|upstream|gateway|
        remote server|backend connection|target machine|dns name|nodename|peer|remote host|tunnel|
        upstream server|origin|backend host|name or service
        """,
    "ip": """
        address range|address ranges|network range|subnet|untrusted network|untrusted location|
        unknown network|trusted network|trusted location|network zone|allowed range|allowed ranges|
        permitted range|source address|source addresses|allowed ip|
        ip|ip address|ip range|source ip|client ip|ipaddress|ip addresses|whitelist|allowlist|
        addresses|data center addresses|cidr|vpn|vpns|anonymous proxy|anonymous proxies|cidr range|
        cidr block|network block|allow list|white list|
        remote address|caller ip|ips|originating ip|trusted ip|whitelisted|
        network access|unauthorized network
        """,
    "server": """
        server|service|backend|application server|authorization server|system|server side|
        internal server|database|db|back end|internal|exception|class|bean|provider|plugin|module|
        configuration|config|settings|key store|keystore|thread|pointer|object reference|stack|
        connection pool|null pointer|sql|ldap|cache|session store|backend service|backend services|
        identity server|auth server|authentication server|authentication service|identity service|
        login service|database connection|ldap server|directory server|user store|serveur|servidor|
        token manager|access token manager|token service|access token service|token store|token generator|
        token issuer|token provider|
        web server|application error|script|database server|web service|disk|memory|heap|
        private key|pem|encryption|decryption|serialization|template|select query|sql query|
        sql statement|select statement
        """,
    "trace": """
        request id|requestid|trace id|correlation id|transaction id|reference id|reference number|incident id|
        error id|ray id|event id|log id
        """,
    "license": """
        license|licence|feature|balance|subscription|api subscription|licenses|licences|plan|trial|seat|
        billing|
        payment|
        credits|subscription plan|subscription expired|paid plan|license limit|lizenz|licencia|licença|
        entitlement|invoice|edition
        """,
    "permission": """
        permission|permissions|privilege|privileges|role|roles|rights|right to|access right|
        access rights|authority|authorities|access level|group membership|security role|user type|claim|
        claims|berechtigung|berechtigungen|berechtigt|permiso|permisos|permissão|permissões|
        autorisation|autorizzazione|rechte|security group|acl|rbac|entitlements|droits|droit|
        scope permission|security constraint|security constraints|api access permission|
        application permission
        """,
    "access": "access|accès|acceso|acesso|accesso|zugriff|zugang|toegang",
    "attempts": """
        attempts|max attempts|login attempts|failed attempts|sign in attempts|consecutive attempts|
        unsuccessful attempts|unsuccessful logins|unsuccessful sign ins|unsuccessful logons|
        unsuccessful login attempts|failed sign ins|failed logons|failed login attempts|bad passwords|
        wrong passwords|tries|retries|failed logins|login failures|
        maximum attempts|password attempts|invalid attempts|
        retry limit|login tries
        """,
    "session": """
        session|cookie|cookies|csrf|crumb|csrf token|xsrf|anti forgery|antiforgery|csrf cookie|
        forgery protection|user session|browser session|login session|javascript
        """,
    "requests": """
        too many requests|rate limit|rate limits|quota|throttle|throttled|throttling|rate|request limit|
        api calls|api call limit|request rate|daily limit|too many calls|request count|
        requests per second|requests per minute|call volume|concurrent requests|login rate|
        rate limiting|spike arrest|ratelimit|request quota|
        usage limit|limit|api limit|call limit|bandwidth|transactions per second|calls per second|
        many requests|request loop|further requests|more requests|additional requests
        """,
}
"""The words for each, in the languages that servers speak most. Of two phrases, the longer one is found."""
PHRASES: Final = phrase_book(ENTITIES)
