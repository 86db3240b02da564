"""What pages say that keep their text to themselves, in the languages of larger presses."""

from __future__ import annotations

import re

_READ_ON = r"(?:continue|keep|(?:read|unlock|access|view|reading) (?:this|the (?:full|rest|entire|whole)))"

_OOPS = r"(?:\w+[!,. ]+)?"


def _any(phrases: str) -> re.Pattern[str]:
    """Any of the patterns, one a line."""
    phrases = phrases.replace("READ_ON", _READ_ON).replace("OOPS", _OOPS)
    lines = [line.strip() for line in phrases.strip().splitlines()]
    return re.compile("|".join(lines), re.IGNORECASE)


PAID = _any(
    r"""
    (?:article|story|content) is (?:(?:only|exclusively|reserved|available) )*(?:for|to) (?:\w+ )?subscriber
    (?:article|story|content) is (?:(?:only|exclusively|reserved|available) )*(?:for|to) (?:\w+ )?member
    \b(?:subscribe|subscription|become a member)\b.{0,40}\bto READ_ON
    \b(?:continue|keep) reading\b.{0,30}\b(?:subscri|membership|trial)
    \bunlock (?:this|the full|full) (?:article|story)
    (?:nur für|exklusiv für) (?:unsere )?abonnent
    weiterlesen mit .{0,20}(?:plus\b|abo\b|\+)
    jetzt (?:abonnieren|testen) und (?:sofort )?weiterlesen
    réservée?s? (?:à nos |aux )abonnés
    il vous reste \d+ ?% de cet article
    abonnez-vous pour (?:lire|continuer)
    (?:solo|exclusivo) para suscriptores
    suscríbete para (?:seguir|continuar) leyendo
    (?:riservato|solo) (?:agli|per gli) abbonati
    abbonati per (?:continuare|leggere)
    (?:exclusivo|apenas) para assinantes
    assine para (?:continuar|ler)
    (?:alleen|exclusief) voor abonnees
    (?:kun|forbeholdt) (?:for )?abonnenter
    (?:bara )?för prenumeranter
    tylko dla (?:prenumeratorów|subskrybentów)
    только для подписчиков
    лише для передплатників
    この記事は(?:有料)?会員限定
    会員限定記事
    続きを読むには
    """
)
REGISTERED = _any(
    r"""
    \b(?:register|sign up(?!.{0,30}newsletter)|create (?:a|your) (?:free )?account)\b.{0,40}\bto READ_ON
    \bregister (?:now )?for free\b
    (?:read|used|reached) (?:all )?(?:of )?your (?:last free article|(?:limit of |monthly )free articles)
    kostenlos registrieren
    registrieren sie sich.{0,30}lesen
    inscrivez-vous gratuitement
    créez un compte gratuit
    regístrate gratis
    registrati gratis
    cadastre-se (?:grátis|para)
    maak een gratis account
    無料会員登録
    """
)
TO_SUBSCRIBE = _any(
    r"""
    subscri
    abonn
    suscri
    abbonat
    assin(?:e|ante)
    prenumer
    подпис
    会員
    """
)
CONSENT = _any(
    r"""
    \bcookies?\b
    \bconsent\b
    \bour (?:\d+ )?partners\b
    \b\d+ partners\b
    \b(?:accept|reject) all\b
    \bprivacy\b
    \bpersonali[sz]ed ads\b
    \btracking\b
    more options
    partnern? (?:verarbeiten|speichern)
    unsere \d+ partner
    zustimm
    datenschutz
    alle akzeptieren
    werbung und
    consentement
    tout accepter
    vie privée
    \d+ partenaires
    traceurs
    consentimiento
    aceptar todo
    privacidad
    \bsocios\b
    \bconsenso\b
    accetta tutto
    toestemming
    alles accepteren
    samtykke
    godkänn alla
    """
)
ROBOT = _any(
    r"""
    verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a robot)
    are you a (?:human|robot)
    (?:i'm|you are|you're) not a robot
    checking your browser
    just a moment\.\.\.
    review the security of your connection
    ^attention required
    access to this page has been denied
    unusual (?:traffic|activity) from
    automation tools
    enable js and disable any ad blocker
    (?:solve|complete) (?:the|this) (?:captcha|security check)
    pardon our interruption
    sicherheitsüberprüfung
    kein roboter
    vous n'êtes pas un robot
    no eres un robot
    что вы не робот
    não é um robô
    """
)
ROBOT_MARK = re.compile(
    r"captcha-delivery|px-captcha|cf-chl|challenge-platform|_incapsula_|awswaf|perimeterx", re.IGNORECASE
)
GONE = _any(
    r"""
    (?:error |http )?(?:404|410)(?:\W*(?:error|(?:page |file )?(?:not found|gone)))?
    OOPSwe (?:can['’]t|cannot|couldn['’]t|could not) (?:find|locate) (?:that|this|the) (?:page|article|story)
    OOPS(?:th\w+ )?(?:page|article|story).{0,12}(?:not|no longer) (?:be )?(?:found|exists?|available)
    (?:die |diese )?seite (?:wurde |konnte )?nicht gefunden(?: werden)?
    page (?:non trouvée|introuvable)
    página no encontrada
    pagina non trovata
    página não encontrada
    pagina niet gevonden
    siden? (?:blev )?ikke fundet
    siden finnes ikke
    sidan (?:hittades inte|finns inte)
    nie znaleziono strony
    strona nie istnieje
    stránka nenalezena
    страница не найдена
    сторінку не знайдено
    ページが見つかりません
    页面不存在
    """
)
"""As a whole headline or title: as part of one it may be what an article is about."""
ABROAD = _any(
    r"""
    (?:not |un)available (?:in|for|to) (?:your|this) (?:region|country|location|area)
    (?:not |un)available (?:for|to) (?:readers|visitors|users) in
    unavailable (?:due to|for) legal reasons
    access(?:ing)? .{0,30}from a country belonging to
    in ihrem land nicht verfügbar
    pas disponible dans votre (?:pays|région)
    no (?:está )?disponible en (?:su|tu) (?:país|región)
    não está disponível (?:no seu país|na sua região)
    недоступен в вашей стране
    お住まいの地域
    """
)
LOGIN = _any(
    r"""
    \b(?:log|sign) in\b
    \blogin\b
    forgot(?:ten)? your password
    anmelden
    passwort vergessen
    einloggen
    se connecter
    mot de passe oublié
    identifiez-vous
    iniciar sesión
    contraseña
    \baccedi\b
    password dimenticata
    \bentrar\b
    palavra-passe
    \bsenha\b
    inloggen
    logg inn
    logga in
    zaloguj
    войти
    ログイン
    登录
    """
)
SCRIPT = _any(
    r"""
    (?:enable|requires?|need|turn on|activate|without).{0,30}java\s?script
    javascript.{0,30}(?:disabled|required|turned off)
    javascript (?:aktivieren|ist deaktiviert)
    activer javascript
    activ[ae] javascript
    javascript inschakelen
    включите javascript
    """
)
