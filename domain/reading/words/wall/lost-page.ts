// What the answer to a missing page says although the server answers 200: "Page not found", "This product is no longer
// available".
import type { WordLists } from '../word-lists.ts';
import { nothingBut, somewhere } from './wall-pattern.ts';

export const LOST_NAMES: WordLists = {
  codes: String.raw`(?:http )?(?:status |error )?404(?:\.0)?`,
  en:
    String.raw`(?:http )?(?:status |error )?404[\s:.–-]*(?:error|not[ _]found|page not found)|not found|file not found|site not found|page (?:was )?not found|nothing (?:was )?found(?: for .{1,60})?|error page|page missing|this page is (?:missing|gone|not available)|` +
    "(?:this |the |that )?(?:page|job|position|listing|product|item|offer|ad|article|video|post|content|event|property|profile|user|url|address|recipe|topic|thread)(?: (?:is|was|has|have|had|been|could|can|may|might|does|do|be|no|not|longer|cannot)|(?: (?:ca|does|is|was|could)n['’]t)){1,4} (?:found|available|removed|deleted|gone|exist|exists|active|expired|missing|moved|here)|" +
    '(?:page|job|listing|product|item|offer|article|video|post|event|property|profile|user|recipe|topic) (?:not found|removed|deleted|expired)|(?:this |the )?(?:page|product|item) (?:is |was )?(?:not found|unavailable|not available|no longer available|gone|removed)',
  de: '(?:(?:dieser|dieses|diese|der|die|das) )?(?:artikel|produkt|seite|angebot)(?: ist)? (?:leider )?nicht (?:mehr )?(?:verfügbar|vorhanden|gefunden)|nicht gefunden',
  fr: "(?:ce |cet |cette )?(?:produit|article|page) n['’]est (?:plus|pas) disponible|introuvable",
  es: '(?:est[ea] )?(?:producto|artículo|página) (?:ya )?no está disponible|no encontrad[ao]',
  it: '(?:(?:il|la|questo|questa) )?(?:prodotto|articolo|pagina) non (?:è )?(?:più )?disponibile|non trovat[ao]',
  pt: 'não encontrad[ao]',
  nl: '(?:(?:dit|deze|het) )?(?:product|artikel|pagina) is niet (?:meer )?beschikbaar|niet gevonden',
  fi: 'ei löytynyt',
  ru: 'не найден[ао]?',
  tr: 'bulunamadı',
};

/** These sentences speak of the page itself, because a page may mention something else that was not found. */
export const LOST_SENTENCES: WordLists = {
  en:
    String.raw`page (?:was |is |could |can )?(?:not|n['’]t|cannot) (?:be )?(?:found|exist|available)|page (?:you(?:['’]re| are| were)? (?:requested|looking for)[^.]{0,40})?(?:does(?:n['’]t| not) exist|no longer (?:exists|available)|was not found|can(?:['’]t|not) be found|is missing)|we (?:can['’]t|cannot|couldn['’]t|could not) (?:seem to )?find (?:the|that|this) (?:page|product|item|job)|requested (?:url|page|resource|address)[^.]{0,30}(?:was|could) not (?:be )?found|` +
    String.raw`web address you['’]?(?:ve)? entered is (?:not|no longer)|nothing was found at this location|resource you are looking for has been removed|find a current representation|^cannot (?:get|post) \/|deployment_not_found|isn['’]t a github pages site|you['’]ve followed a broken link|(?:product|item|listing|article|ad) you(?:['’]re| are| were)? (?:requested|looking for)[^.]{0,40}(?:does(?:n['’]t| not) exist|no longer|can(?:['’]t|not) be found|not found)`,
  de: 'seite (?:wurde |konnte |haben wir )?(?:leider )?nicht (?:mehr )?gefunden|(?:produkt|artikel) (?:wurde |konnte |existiert )?(?:leider )?nicht (?:gefunden|mehr gefunden)|(?:seite )(?:wurde leider nicht gefunden|existiert nicht)',
  fr: "page (?:demandée )?n['’]existe (?:pas|plus)|cette page (?:n['’]existe|est introuvable)|page (?:introuvable|non trouvée)|(?:produit|article) introuvable",
  es: 'página no encontrada|(?:esta |la )?página (?:que busca[s]? )?no (?:existe|se ha encontrado)|no se puede encontrar esa página',
  it: 'pagina non trovata|(?:la )?pagina (?:richiesta |che stai cercando )?non esiste',
  pt: 'página não encontrada|(?:esta )?página (?:que você procura )?não existe',
  nl: 'pagina (?:niet gevonden|bestaat niet|kon niet worden gevonden)',
  sv: 'sidan (?:du söker )?(?:kunde inte hittas|finns inte)',
  'da nb': 'siden (?:blev|ble) ikke fundet|siden (?:findes|finnes) ikke',
  nb: '(?:fant|finner) ikke siden',
  fi: 'sivua ei löy(?:dy|tynyt)',
  pl: 'nie znaleziono(?: strony)?|strona (?:, której szukasz, )?nie istnieje',
  'cs sk': 'stránka (?:nenalezena|neexistuje|nebyla nalezena|sa nenašla)',
  hu: 'oldal nem található',
  ro: 'pagina nu (?:a fost găsită|există)',
  'hr sr': 'stranica (?:nije pronađena|ne postoji)',
  sl: 'strani? (?:ni mogoče najti|ne obstaja)',
  lt: 'puslapis nerastas',
  lv: 'lapa nav atrasta',
  et: 'lehte ei leitud',
  ca: 'pàgina no trobada',
  gl: 'páxina non atopada',
  ru: 'страница не (?:найдена|существует)',
  uk: 'сторінку не знайдено',
  bg: 'страницата не е намерена',
  tr: 'sayfa bulunamadı',
  el: 'σελίδα (?:που ζητήσατε )?δεν βρέθηκε',
  he: 'הדף לא נמצא',
  ar: 'الصفحة (?:التي تبحث عنها )?غير موجودة',
  ja: 'ページ(?:が|は)見つかりません|お探しのページ',
  zh: '没有找到(?:您|你)?要?访问的页面|页面不存在|頁面不存在|找不到(?:该|該|您|此)?(?:页面|頁面)',
  ko: '페이지를 찾을 수 없',
  vi: 'không tìm thấy trang',
  id: 'halaman tidak ditemukan',
  th: 'ไม่พบหน้า',
};

export const NOT_FOUND_WHOLE = nothingBut(LOST_NAMES);
export const NOT_FOUND_TEXT = somewhere(LOST_SENTENCES);
