// What a page says that shows nothing without scripts: "Please enable JavaScript". Two readers look for it: the reader
// of walls, in any small page, and the comparison of two versions, in a notice that came or went.
import type { WordLists } from '../word-lists.ts';
import { somewhere } from './wall-pattern.ts';

/** Words for both readers. */
export const SCRIPT_WANTED: WordLists = {
  en: '(?:enable|activate|requires) javascript|javascript (?:is (?:disabled|required)|must be enabled)',
  de: 'bitte aktivieren sie javascript',
  fr: 'activer javascript',
};

/** Words that count only on a page with hardly any other text. */
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

/** Words that count only in a notice: it holds nothing else, so looser words are enough. */
export const SAID_BY_NOTICES: WordLists = {
  en: 'javascript (?:is|seems to be|must be|has been) (?:disabled|turned off|required|enabled|not enabled)|needs javascript',
};

/** What may stand before the words in a notice; in all other languages up to 60 characters. */
const LEADS: Readonly<Record<string, string>> = { de: '', fr: '.{0,40}' };
const LEAD = '.{0,60}';
const MAX_NOTICE_LENGTH = 200;

function noticeOf(...lists: readonly WordLists[]): RegExp {
  const ways = lists.flatMap((list) =>
    Object.entries(list).map(([language, words]) => `${LEADS[language] ?? LEAD}(?:${words})`),
  );
  return new RegExp(`^(?=.{0,${MAX_NOTICE_LENGTH}}$)(?:${ways.join('|')})`, 'iu');
}

export const SCRIPT_TEXT = somewhere(SCRIPT_WANTED, WANTED_BY_PAGES);
/** A whole notice that asks for scripts. Some answers of a page hold it, others do not. */
export const SCRIPT_NOTICE = noticeOf(SCRIPT_WANTED, SAID_BY_NOTICES);
