// Signs that a page is a wall (challenge, block, login, consent) or says that nothing is here.
import { textOf } from './html-tree.ts';
import type { PageMetadata } from './page-metadata.ts';
import type { PageScan } from './page-scan.ts';

const CAPTCHA_TEXT =
  /verify (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|i(?:'|’)m not a robot|not a robot|checking (?:if the site connection is secure|your browser)|just a moment|press (?:&|and) hold|complete the security check|enter the characters you see|unusual traffic from|solve (?:this|the) (?:captcha|puzzle)|security check to access|ddos protection by|human verification|bitte bestätigen sie, dass sie (?:kein roboter|ein mensch)|vérifi(?:ez|er) que vous (?:êtes|n['’]êtes)/i;
const BLOCK_TEXT =
  /access (?:to this (?:page|site|resource) )?(?:has been |is )?denied|you (?:have been|are) blocked|you don['’]t have permission to access|request (?:was |has been )?blocked|403 forbidden|error 1020|error 1015|not available in your (?:country|region)|pardon our interruption|request unsuccessful|automated access|bot detected|your ip (?:address )?has been|too many requests|zugriff verweigert|accès refusé/i;
const ERROR_TEXT =
  /^(?:error )?(?:500|502|503|504)\b|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|something went wrong|an error (?:has )?occurred|application error|site is (?:temporarily )?(?:down|unavailable)|under maintenance|scheduled maintenance|we['’]ll be back soon|error establishing a database/i;
/** Speaks of the page itself: a page may well tell in passing of something else that is not found. */
const PAGE_NOT_FOUND_TEXT =
  /page (?:was |is |could |can )?(?:not|n['’]t|cannot) (?:be )?(?:found|exist|available)|page (?:you(?:['’]re| are| were)? (?:requested|looking for)[^.]{0,40})?(?:does(?:n['’]t| not) exist|no longer (?:exists|available)|can(?:['’]t|not) be found|is missing)|we (?:can['’]t|cannot|couldn['’]t|could not) find (?:the|that|this) (?:page|product)|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|sidan (?:kunde inte hittas|finns inte)|siden (?:blev|ble) ikke fundet|nie znaleziono|stránka nenalezena|страница не найдена|ページが見つかりません/i;
const NOT_FOUND_HEAD = /(?:^|\W)404(?:\W|$)|not found/i;
const LOGIN_TEXT =
  /^(?:please )?(?:sign|log)[ -]?in\b|^log ?in to|member login|anmelden|einloggen|se connecter|connexion|iniciar sesión|accedi|inloggen|logga in|zaloguj|войти/i;
const CONSENT_TEXT =
  /(?:we (?:and our partners )?(?:use|value)|this (?:web)?site uses|wir verwenden|nous utilisons|utilizamos) (?:cookies|your privacy)|before you continue|your privacy (?:choices|is important)|accept (?:all )?cookies|cookies? (?:consent|akzeptieren)|zustimmen und weiter/i;
const SCRIPT_TEXT =
  /(?:enable|turn on|requires?|activate|need to enable) javascript|javascript (?:is (?:disabled|required)|must be enabled|to run this app)|bitte aktivieren sie javascript|activer javascript/i;

const SMALL_PAGE_CHARS = 1_500;
/** A page that says hardly more than this one sentence. */
const TINY_PAGE_CHARS = 200;
/** No wall says this much. */
const WALL_MAX_CHARS = 8_000;

function firstTexts(scan: PageScan, maxChars: number): string {
  let text = '';
  for (const block of scan.blocks) {
    if (text.length > maxChars) break;
    text += `${block.text}\n`;
  }
  return text.slice(0, maxChars);
}

function noscriptWarns(scan: PageScan): boolean {
  return scan.noscripts.some((element) => SCRIPT_TEXT.test(textOf(element, 500)));
}

/** Text rules run on the title, the headings and, on small pages, the text: a long article about captchas is no wall. */
export function wallSigns(scan: PageScan, metadata: PageMetadata): Record<string, boolean> {
  const small = scan.counts.textChars < SMALL_PAGE_CHARS;
  if (scan.counts.mainChars > WALL_MAX_CHARS) return {};
  const heads = scan.headings
    .filter((h) => h.level <= 2)
    .slice(0, 4)
    .map((h) => h.text);
  const head = [metadata.title, ...heads].join('\n');
  const body = small ? firstTexts(scan, SMALL_PAGE_CHARS) : '';
  const says = (pattern: RegExp): boolean => pattern.test(head) || (small && pattern.test(body));
  return {
    saysCaptcha: says(CAPTCHA_TEXT) || (small && scan.counts.captchaMarks > 0),
    saysBlocked: says(BLOCK_TEXT),
    saysError: says(ERROR_TEXT),
    saysNotFound:
      says(PAGE_NOT_FOUND_TEXT) ||
      NOT_FOUND_HEAD.test(scan.counts.textChars < TINY_PAGE_CHARS ? `${head}\n${body}` : head),
    saysLogin: [metadata.title, ...heads].some((text) => LOGIN_TEXT.test(text)),
    saysConsent: small && CONSENT_TEXT.test(`${head}\n${body}`),
    saysScript: small && (SCRIPT_TEXT.test(body) || noscriptWarns(scan)),
  };
}
