// What a page says that shows nothing without scripts: "Please enable JavaScript". Two readers look for it: the one of
// walls, in any small page, and the comparison of two versions, in a notice that came or went.
import type { WordLists } from '../word-lists.ts';
import { somewhere } from './wall-pattern.ts';

/** Known to both readers. */
export const SCRIPT_WANTED: WordLists = {
  en: '(?:enable|activate|requires) javascript|javascript (?:is (?:disabled|required)|must be enabled)',
  de: 'bitte aktivieren sie javascript',
  fr: 'activer javascript',
};

/** Only of a page that shows hardly anything else: of a longer text they may say less. */
export const WANTED_BY_PAGES: WordLists = {
  en: '(?:turn on|require) javascript|javascript to run this app|without javascript enabled',
  de: 'javascript (?:aktivieren|ist deaktiviert)',
  fr: 'javascript est désactivé',
  'es pt':
    'javascript está (?:desactivado|desabilitado|desativado)|(?:habilit[ea]|activ[ae]|ative) (?:o |el )?javascript',
  it: 'javascript è disabilitato|abilita(?:re)? javascript',
  nl: 'schakel javascript in',
  sv: 'aktivera javascript',
  'da nb': 'aktiver javascript',
  pl: 'włącz (?:obsługę )?javascript',
  'cs sk': 'zapněte javascript',
  ru: 'включите javascript',
  uk: 'увімкніть javascript',
  tr: "javascript['’]?i etkinleştir",
  ja: 'javascript ?を(?:有効|オン)',
  zh: '启用 ?javascript|啟用 ?javascript',
  ko: 'javascript ?를 (?:활성|사용)',
};

/** Only of a notice: its text holds nothing else, so that looser words do. */
export const SAID_BY_NOTICES: WordLists = {
  en: 'javascript (?:is|seems to be|must be|has been) (?:disabled|turned off|required|enabled|not enabled)|needs javascript',
};

/** How far into a notice the words may begin; in any language but these at most 60 characters. */
const LEADS: Readonly<Record<string, string>> = { de: '', fr: '.{0,40}' };
const LEAD = '.{0,60}';
const LONGEST_NOTICE = 200;

function noticeOf(...lists: readonly WordLists[]): RegExp {
  const ways = lists.flatMap((list) =>
    Object.entries(list).map(([language, words]) => `${LEADS[language] ?? LEAD}(?:${words})`),
  );
  return new RegExp(`^(?=.{0,${LONGEST_NOTICE}}$)(?:${ways.join('|')})`, 'iu');
}

export const SCRIPT_TEXT = somewhere(SCRIPT_WANTED, WANTED_BY_PAGES);
/** What a page says when it runs without scripts, as some of its answers do. */
export const SCRIPT_NOTICE = noticeOf(SCRIPT_WANTED, SAID_BY_NOTICES);
