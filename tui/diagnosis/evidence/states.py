"""What a server can say of a thing, and the words that say so: bare, negated, or demanded."""

from __future__ import annotations

from typing import Final

from .folded_letters import fold_letters
from .phrases import phrase_book

BARE: Final = {
    "wrong": """
        invalid|incorrect|wrong|bad|mismatch|mismatched|mismatches|illegal|faulty|erroneous|rejected|
        rejects|reject|
        inaccurate|improper|differs|differ|different|tampered|misspelled|ungültig|ungultig|
        ungültige|ungültiger|ungültiges|falsch|falsches|falsche|inkorrekt|fehlerhaft|erroné|erronée|
        erronées|erronés|invalide|invalides|incorrecte|incorrects|incorrectes|incorrecto|incorrecta|
        incorrectos|incorretos|incorreto|incorreta|incorrette|inválido|inválida|inválidos|inválidas|
        invalido|invalida|invalidi|errato|errata|errati|errate|sbagliata|ongeldig|ongeldige|onjuist|
        onjuiste|felaktig|felaktigt|ogiltig|ogiltigt|nieprawidłowe|nieprawidłowy|nieprawidłowa|
        not be verified|cannot be verified|can't be verified|couldn't be verified|hatalı|geçersiz|
        yanlış|ugyldig|forkert|virheellinen|not ok|too short|too long|not long enough|hibás|helytelen|
        érvénytelen|nem megfelelő|nesprávné|nesprávný|neplatné|neplatný|neplatná|incorectă|greșit|greșită|
        неверный|неверная|неверное|неверные|неправильный|неправильное|неправильные|недействительный|
        невірний|невірне|λάθος|εσφαλμένο|εσφαλμένος|μη έγκυρο|μη έγκυρος|sai|không đúng|không hợp lệ|salah|
        tidak valid|غير صحيح|غير صحيحة|غير صالح|غير صالحة|خاطئ|خاطئة|שגוי|שגויה|שגויים|väärä|väärät
        """,
    "unknown": """
        must be added|needs to be added|unknown|nonexistent|non existent|lookup failed|lookup failure|
        inexistent|unregistered|
        unrecognized|unrecognised|no such|notfound|unbekannt|unbekannter|unbekannte|inconnu|inconnue|
        introuvable|desconocido|desconocida|desconhecido|desconhecida|sconosciuto|sconosciuta|onbekend|
        onbekende|
        niet bekend|okänd|okänt|nieznany|ukjent|ukendt|unbekanntes|unbekannten|
        ismeretlen|neznámý|neexistuje|nu există|неизвестный|не найден|не найдена|не существует|не знайдено|
        không tồn tại|không tìm thấy|tidak ditemukan|bulunamadı|mevcut değil|غير موجود|غير معروف|
        לא קיים|לא נמצא
        """,
    "missing": """
        missing|required|mandatory|expected|expecting|compulsory|empty|blank|null|absent|omitted|needed|undefined|lacks|lacking|
        without|requires|none|fehlt|fehlen|fehlende|fehlender|fehlendes|erforderlich|erforderliche|
        benötigt|manquant|manquante|requis|requise|obligatoire|falta|faltante|requerido|requerida|
        obligatorio|obrigatório|obrigatória|ausente|mancante|richiesto|obbligatorio|vereist|ontbreekt|
        verplicht|nodig|wymagane|saknas|gerekli|require|
        hiányzik|hiányzó|chybí|lipsește|отсутствует|mangler|puuttuu|مفقود|مطلوب|חסר|wajib diisi
        """,
    "locked": """
        locked|barred|lockout|locked out|lock|locking|blocked|frozen|temporarily disabled|gesperrt|verrouillé|
        bloqué|bloqueado|bloqueada|bloccato|geblokkeerd|vergrendeld|banned|temporarily locked|låst|
        zablokowane|kilitli|temporarily blocked|temporarily suspended|
        zárolva|zárolták|zablokován|uzamčen|blocat|blocată|заблокирован|заблокирована|заблоковано|
        κλειδωμένος|κλειδωμένο|bị khóa|terkunci|diblokir|مقفل|محظور|נעול|נחסם|lukittu|fastlåst
        """,
    "disabled": """
        disabled|inactive|unverified|merged|withdrawn|deactivated|suspended|deleted|revoked|terminated|archived|removed|
        deprovisioned|unconfirmed|pending|awaiting|not verified|closed|deaktiviert|inaktiv|désactivé|
        desactive|inactif|desactivado|inactivo|inactiva|desativado|inativo|inativa|disattivato|disabilitato|
        deshabilitado|inhabilitado|desabilitado|eliminado|excluído|supprimé|gelöscht|verwijderd|
        uitgeschakeld|retired|decommissioned|cancelled|dormant|unapproved|discontinued|hibernating|
        paused|is off|are off|deprecated|turned off|switched off|not yet activated|disable|on hold|
        letiltva|letiltották|deaktivován|dezactivat|отключен|отключена|деактивирован|неактивен|вимкнено|
        dinonaktifkan|معطل|מושבת|deaktivert|deaktiveret|inaktiverat|inaktiverad
        """,
    "expired": """
        out of date|age exceeded|age is exceeded|reached its end|reached its end date|end of life|
        reset required|reset is required|must be reset|must reset|change required|is over|expired|
        expire|expires|expiry|expiration|outdated|abgelaufen|expiré|expirée|expirado|expirada|caducado|
        caducada|vencido|vencida|scaduto|scaduta|verlopen|too old|obsolete|stale|no longer valid|utgått|
        wygasło|lejárt|vypršelo|vypršela|expirat|expirată|истек|истёк|просрочен|hết hạn|kedaluwarsa|
        انتهت|منتهي|منتهية|פג תוקף|udløbet|utløpt|past validity|older than|lapsed|ended|has run out|ran out|
        expirou|expiró|venceu|venció|caducó|verstreken|vervallen|verfallen|scadde
        """,
    "not_allowed": """
        unauthorized|unauthorised|forbidden|denied|disallowed|prohibited|insufficient|restricted|reserved|
        ineligible|verboten|interdit|refusé|denegado|negado|negato|geweigerd|verweigert|declined|
        insuffisant|insuffisante|insuffisants|insuficiente|insuficientes|insufficiente|insufficienti|
        unzureichend|unzureichende|onvoldoende|otillräcklig|otillräckliga|inadequate|unentitled|limited|
        blocked by|disallows|prevents|deny|denies|declines|unassigned|not enough
        """,
    "unsupported": """
        isn't one of|is not one of|are not one of|not among|stopped supporting|
        ended support|dropped support|stopped accepting|discontinued support|unsupported|unimplemented|
        unacceptable|not acceptable|nicht unterstützt|nicht unterstützte|
        nicht unterstützter|nicht unterstütztes|nieobsługiwany|nieobsługiwane|nieobsługiwana|
        неподдерживаемый|неподдерживаемая|не поддерживается|desteklenmeyen|desteklenmiyor|stöds inte|
        støttes ikke|understøttes ikke|wordt niet ondersteund
        """,
    "malformed": """
        malformed|unparsable|unparseable|corrupt|corrupted|unreadable|truncated|mal formé|syntax error|
        garbled|parse error|parsing error|unexpected end|misformatted|ill formed|non ascii
        """,
    "repeated": """
        multiple|duplicate|duplicated|repeated|twice|more than one|more than once|simultaneously|
        several|not both|already|override existing|conflicting|ambiguous
        """,
    "exceeded": """
        exceeded|exceeds|exceed|too many|reached|over quota|throttled|try again in|
        overschritten|überschritten|dépassé|excedido|slow down|throttle|excessive|retry after|
        try again later|surpassed|temporarily exceeded
        """,
    "failed": """
        failed|failure|fails|fail|error|errors|unable|problem|problems|unsuccessful|exception|crashed|
        fehlgeschlagen|échoué|échec|falló|fallido|falhou|fallita|fallito|mislukt|misslyckades|errore|
        erreur|fehler|unexpected|went wrong|fault|faulted|refused|
        refuses|refuse|trouble|hiccup
        """,
    "unreachable": """
        unreachable|timed out|timeout|time out|connection refused|unavailable|offline|unresponsive|
        no response|reset|hung up|aborted|overloaded|maintenance|down|actively refused|unresolved|
        not available|interrupted|not be reached|cannot be reached|can't be reached|couldn't be reached|
        closed unexpectedly|shutting down|temporarily unavailable|busy
        """,
}
"""By state: words that say it by themselves."""
POSITIVE: Final = {
    "wrong": """
        valid|correct|match|matches|matched|matching|accepted|verify|validate|validated|right|accurate|
        proper|stimmt|stimmen|gültig|gueltig|korrekt|richtig|überein|valide|valides|válido|válida|
        válidas|válidos|valido|valida|validi|geldig|correspond|coincide|coinciden|coincidono|
        corresponde|klopt|kloppen|correcto|correcta|correctos|corretto|corretta|corretti|authenticate|
        authenticated|authentic|
        equal|trusted|aceito|aceita|aceptado|aceptada|accepté|acceptée|akzeptiert|accettato|prawidłowe|
        giltig|doğru|honored
        """,
    "unknown": """
        found|find|exist|exists|existing|registered|known|recognized|recognised|recognize|recognise|get|
        fetch|fetched|look up|looked up|
        identified|identify|locate|located|resolve|resolved|configured|associated|belong|belongs|linked|
        mapped|gefunden|existiert|registriert|trouvé|trouvée|existe|encontrado|encontrada|trovato|
        trovata|esiste|gevonden|bestaat|determine|determined|installed|deployed|retrieve|retrieved|
        detected|matched route|reconocido|reconhecido|riconosciuto|reconnu|erkannt|cadastrado|registrado|
        registrato|enregistré
        """,
    "missing": """
        provided|provide|supplied|supply|present|specified|specify|given|sent|send|set|included|include|
        includes|passed|pass|contain|contains|contained|containing|filled|fill|entered|enter|submitted|
        submit|attached|received|have|has|angegeben|übergeben|vorhanden|fourni|fournie|spécifié|
        proporcionado|enviado|informado|fornito|opgegeven|available in the request|extract|signed|
        accompanied|use|using|possible|defined|part of|covered|tiene|tienen|tem|possui|dispone|
        gesetzt|festgelegt|hinterlegt
        """,
    "disabled": """
        active|activated|enabled|confirmed|approved|live|aktiv|aktiviert|
        actif|activé|activo|ativo|attivo|actief|freigeschaltet|enable|activate|reactivated|unlocked|
        unblocked|been verified|set up|setup|
        yet verified|is verified|completed|ready|initialized|initialised|provisioned|confirm|
        habilitado|habilitada|habilitados|activado|activada|ativado|ativada|activée|attivato|attivata|
        ingeschakeld|geactiveerd|aktivert|aktiveret|aktiverad|aktywne|aktywny|włączony|włączone
        """,
    "not_allowed": """
        tiene permitido|tiene autorizado|tiene habilitado|tiene permiso|tem permissão|ha il permesso|
        autorizzato|autorizzata|abilitato|allowed|authorized|authorised|permitted|granted|entitled|
        eligible|assigned|privileged|allow|allows|permit|permits|autorisé|autorisée|permis|permitido|
        autorizado|autorizada|consentito|toegestaan|gemachtigd|erlaubt|berechtigt|zugelassen|licensed|
        whitelisted|allowlisted|allow listed|verwenden|nutzen|benutzen|utiliser|utilizar|gebruiken|
        accessible|accessed|met|meet|satisfied|satisfy|approve|subscribed|
        enabled for|configured for|authorize|entitlement|permission|tillåten|tillåtet|assignable|
        grantable|requestable|available to|available for|activated for|permitida|autorizada|autorisée|
        permise|toegelaten|zulässig|gestattet|freigegeben|dozwolone|dozwolony
        """,
    "unsupported": """
        supported|support|supports|implemented|available|acceptable|unterstützt|supporté|soportado|
        be one of|be either|be any of|
        suportado|supportato|supportata|soportada|suportada|supportée|unterstützte|
        prise en charge|pris en charge|admitido|admitida|obsługiwany|obsługiwane|destekleniyor|
        ondersteund|offered|handled|compatible|permissible
        """,
    "malformed": """
        separated|delimited|guid|uuid|integer|numeric|
        be a|be an|be in|be of|be at least|be between|be numeric|parse|parsed|decode|decoded|read|
        readable|formed|well formed|formatted|process|processed|understood|understand|interpreted|
        deserialize|deserialized|converted|deserialise|convert|bind|formado|formé
        """,
    "expired": """
        changed|change|reset|renewed|renew|updated|geändert|rotated|refreshed|expire|cambiar|cambie|
        modificar|modifique|alterar|altere|trocar|redefinir|modificare|cambiare|changer|modifier|
        réinitialiser|ändern|wijzigen|zmienić|ändra|endre|ændre
        """,
    "locked": "unlock|unblock|unfreeze",
    "unreachable": """
        connect|connected|reach|reached|contact|respond|responding|established|complete|reachable
        """,
    "failed": """
        successful|succeeded|complete|completed|create|created|generate|generated|issue|issued|sign|handle|
        perform|performed|fulfilled|started|built|load|
        loaded
        """,
}
"""By state: words that say it when they are negated (“not valid”), or demanded (“must be provided”)."""
DEMANDED: Final = frozenset(
    {"missing", "disabled", "expired", "wrong", "not_allowed", "malformed", "locked", "unsupported"}
)
"""States that a demand implies: who says “must be active” says that it isn't."""
_NEGATORS: Final = """
    not no never cannot can't cant without neither nor nicht kein keine keinen keiner pas sans sin não
    nao non niet geen inte nie ingen none couldnot unable failed fails fail failure impossible hardly
    ikke ei yok değil nem не nobody unsuccessfully rarely lacks
"""
NEGATORS: Final = frozenset(map(fold_letters, _NEGATORS.split()))
_DEMANDS: Final = """
    must should needs need please ensure muss müssen doit debe deve deben moet kindly expected requires
    required have has requirement only expecting check sure debes devez dois dovete devi devem necesario
    nécessaire necessario necessário musisz måste moeten obligatoire
"""
DEMANDS: Final = frozenset(map(fold_letters, _DEMANDS.split()))
_COPULAS: Final = """
    is are was were be been being isn't aren't wasn't weren't has have had hasn't haven't got seems
    appears remains ist sind wurde wird war est sont es son está são é é foi fue sono ha stato was zijn
    zijn wordt är jest ser sein sei a été become becomes became looks gets currently already temporarily
    now must cannot can't could couldn't should may might does doesn't do don't did didn't will won't
"""
COPULAS: Final = frozenset(map(fold_letters, _COPULAS.split()))
BARE_PHRASES: Final = phrase_book(BARE, inflected=True)
POSITIVE_PHRASES: Final = phrase_book(POSITIVE, inflected=True)
