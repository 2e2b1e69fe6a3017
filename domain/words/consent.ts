// What asks for leave to set cookies, in the languages of the web: a banner that comes and goes beside a page's own text, and a
// page that does nothing but ask. The two stay apart: a banner is short and needs its subject and a verb of asking, a whole
// page is believed by one sentence that hardly any other page says.

function any(...lines: readonly string[]): RegExp {
  return new RegExp(lines.join('|'), 'i');
}

export const CONSENT_SUBJECT =
  /(?<![a-z])cookies?(?![a-z])|consent|gdpr|dsgvo|datenschutzeinstellungen|einwilligung|privacy (?:preferences|settings|choices)|pliki? cookie|クッキー|쿠키/iu;
/** Buttons that say by themselves what they are for. */
export const CONSENT_BUTTON =
  /^(?:(?:yes, )?(?:i )?(?:accept|allow|reject|decline|refuse) (?:all|cookies|all cookies|optional cookies)|(?:alle|alles) (?:cookies )?(?:akzeptieren|ablehnen|accepteren|weigeren)|tout (?:accepter|refuser)|(?:aceptar|rechazar) tod[oa]s?(?: las cookies)?|(?:accetta|rifiuta) tutt[oi]|aceitar tod[oa]s|acceptera alla|godkänn alla|accepter alle|godta alle|hyväksy kaikki|akceptuj(?:ę)? wszystkie|přijmout vše|принять вс[её])\.?$/iu;
/** Talks of cookies to ask for leave, not about baking or an article on privacy. */
export const CONSENT_ASKING =
  /we use|we and our|uses? cookies|using cookies|this (?:site|website)|\baccept (?:all|cookies)|\breject|\bagree\b|your (?:choices|consent|privacy)|akzeptier|ablehnen|verwende[nt]|nutzen|benutzt|utilis|accepter|refuser|aceptar|usamos|utilizz?a|accett|gebruik|używa|wykorzystuj|använder|bruger|bruker|käyttää|käytämme|používá|používa|folosim|folosește|használ|koristi|использу|използва|використову|kullan|menggunakan|sử dụng|χρησιμοποι|使用|利用|사용|settings|preferences|policy|einstellungen|manage|consent/iu;

/** Sentences of pages that ask before they show anything. */
export const CONSENT_TEXT = any(
  String.raw`(?:we (?:and our partners )?(?:use|value)|this (?:web)?site uses|wir verwenden|nous utilisons|utilizamos) (?:cookies|your privacy)|before you continue|your privacy (?:choices|is important)|accept (?:all )?cookies|cookies? (?:consent|akzeptieren)|(?:akzeptieren|zustimmen|einverstanden) und weiter|continuer sans accepter|accepter et (?:continuer|fermer)|rechazar y (?:suscribirse|pagar)|aceptar y continuar|accetta e continua|zustimmen und weiter`,
  String.raw`(?:nous utilisons|wij gebruiken|we gebruiken|utilizziamo|usiamo|utilizamos|usamos|vi använder|vi bruker|vi bruger|käytämme|używamy|používáme|sütiket használ|мы используем) (?:des |i |os |as )?(?:cookies?|cookie|evästeitä|plików cookie|файлы cookie)|bevor sie fortfahren|avant de continuer|antes de continuar|prima di continuare|voordat (?:je|u) verder ?gaat|(?:alle|tout|aceptar todo|accetta tutt[oi]|aceitar tudo|alles|godkänn alla|godta alle) (?:cookies )?(?:akzeptieren|accepter|accepteren)|クッキーを使用`,
);
/** Heads of pages that do nothing but ask: for cookies, or how old one is. */
export const CONSENT_HEAD = any(
  String.raw`^before you (?:continue|go)|^bevor (?:sie|du) (?:zu \S+ )?(?:fortfahren|weiter)|^avant (?:de continuer|d['’]accéder)|^antes de continuar|^prima di continuare|^voordat (?:je|u) |^mit werbung (?:weiterlesen|nutzen)|^cookie[- ]?(?:einstellungen|settings|preferences|consent|hinweis)$|^votre choix|^(?:gérer|gestion des) cookies|^(?:ihre|deine) privatsphäre|^tu privacidad|^su privacidad|^la tua privacy|^je privacy|family of brands|(?:marken)?familie von marken|^(?:we value|your) (?:your )?privacy$`,
  String.raw`are you (?:of legal (?:drinking )?age|(?:over|at least) (?:18|21))|(?:verify|confirm) your age|age verification|you must be (?:at least )?(?:18|21)|bist du (?:schon |über )?18|sind sie (?:schon |über )?18|avez-vous (?:plus de )?18 ans|¿eres mayor de edad|hai (?:più di )?18 anni|вам (?:уже )?(?:есть|исполнилось) 18`,
);
