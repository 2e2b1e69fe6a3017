// What a page says when its site fails or is closed for a while: "Bad gateway", "Something went wrong", "Under
// maintenance".
import type { WordLists } from '../word-lists.ts';
import { nothingBut, somewhere } from './wall-pattern.ts';

export const ERROR_NAMES: WordLists = {
  en:
    String.raw`(?:http )?(?:error )?5\d\d(?:[\s:–-]*(?:error|internal server error|bad gateway|service unavailable|gateway time-?out))?|(?:internal )?server error|bad gateway|(?:backend fetch failed)|service (?:temporarily )?unavailable|gateway time-?out|(?:connection|request) timed out|web server is (?:down|returning an unknown error)|origin is unreachable|runtime error|application error|unknown domain|database error|page expired|` +
    "an error (?:has )?occurred|something went wrong|(?:down for|under|scheduled|site) maintenance|maintenance(?: mode)?|we['’]ll be (?:right )?back(?: soon)?|it works|whitelabel error page|wordpress › error|this (?:site|shop|store) is (?:temporarily )?(?:down|unavailable)",
  de: '(?:wir führen |shop )?wartungsarbeiten|wartungsmodus|etwas ist schief ?gelaufen|ein (?:interner )?fehler ist aufgetreten',
  fr: "(?:site |boutique )?en (?:cours de )?maintenance|une erreur (?:est survenue|s['’]est produite)",
  es: 'en mantenimiento|(?:se )?ha (?:producido|ocurrido) un error|algo salió mal',
  pt: 'em manutenção|ocorreu um erro',
  it: 'in manutenzione|si è verificato un errore|qualcosa è andato storto',
  nl: 'in onderhoud|er is iets (?:mis|fout) ?gegaan',
  sv: 'underhåll pågår|något gick fel',
  nb: 'noe gikk galt',
  da: 'noget gik galt',
  pl: 'przerwa techniczna|wystąpił błąd|coś poszło nie tak',
  'cs sk': 'probíhá údržba|něco se pokazilo',
  ru: 'технические работы|произошла ошибка|что-то пошло не так',
  tr: 'bakım çalışması|bir hata oluştu',
  ja: 'メンテナンス中|エラーが発生しました',
  zh: '系统维护|系統維護|网站维护|服务器错误|出错了',
  ko: '점검 중|오류가 발생(?:했습니다)?',
};

export const ERROR_SENTENCES: WordLists = {
  en:
    '(?:under|undergoing|performing|down for|unavailable for)(?: some)?(?: scheduled| planned| routine)? maintenance|error establishing a database|critical error on this website|error processing your request|something went wrong(?: on our end|[,.]? please)|sorry,? but something went wrong|an (?:application |unexpected )?error (?:has )?occurred (?:on the server|while processing)|there was an unexpected error|' +
    "server error in '|backend fetch failed|guru meditation|fastly error|web server reported|connection between cloudflare|unknown connection issue|(?:shop|store|site|website) is (?:currently |temporarily )(?:down|unavailable|closed)|server encountered an internal error|unable to complete your request|temporarily overloaded|could not reach (?:the )?server",
  de: 'im wartungsmodus|wird gerade gewartet|(?:seite|shop|website|webseite) ist (?:derzeit |momentan |vorübergehend |zur ?zeit )?(?:nicht (?:erreichbar|verfügbar)|geschlossen)|wegen wartung',
  nl: 'bezig met onderhoud|(?:web)?(?:site|shop|winkel) is (?:tijdelijk )?(?:gesloten|niet beschikbaar|onbereikbaar)',
  fr: '(?:site|boutique|service) (?:est )?(?:temporairement|actuellement|momentanément) (?:indisponible|fermée?)|nous serons bientôt de retour',
  es: '(?:sitio|tienda|web) (?:está |no está )?(?:temporalmente |fuera |disponible )+(?:de servicio|cerrad[oa]|en este momento)|volveremos pronto',
  it: '(?:sito|negozio) (?:è )?temporaneamente (?:non disponibile|chiuso)',
  pt: '(?:site|loja) (?:está )?(?:temporariamente )?(?:indisponível|fora do ar)',
  pl: '(?:strona|sklep) (?:jest )?(?:chwilowo|tymczasowo) niedostępn',
  ru: '(?:сайт|магазин) (?:временно|сейчас) (?:недоступен|закрыт)|ведутся (?:технические|ремонтные) работы|проводятся технические работы',
  ja: 'ただいまメンテナンス',
};

export const ERROR_WHOLE = nothingBut(ERROR_NAMES);
export const ERROR_TEXT = somewhere(ERROR_SENTENCES);
