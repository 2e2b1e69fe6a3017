// From a text that somebody does not want to be told of to rules that would hold it back: this text, the same with any
// numbers, or the place where it stands. What each would have silenced is tried on stored versions by whoever shows them.
import { plainPath } from '../reading/html/place-mark.ts';

export interface IgnoredRules {
  readonly ignoreText: string[];
  readonly scope?: { readonly include: string[]; readonly exclude: string[] } | undefined;
}

export interface IgnoreSuggestion {
  readonly kind: 'this-text' | 'any-number' | 'this-place';
  /** In words, as a choice. */
  readonly title: string;
  readonly rule: string;
  /** The part of `config.changes` to set, with the rules the job has already. */
  readonly changes: Partial<IgnoredRules>;
}

export interface UnwantedText {
  readonly text: string;
  /** Place of the line in the page; absent, or not of a web page: no rule for the place. */
  readonly path?: string | undefined;
}

const MAX_RULE = 500;
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;
/** Texts of pages have plain spaces alone: "1 234" is one number. */
const NUMBER = /\d+(?:[.,'’]\d+| \d{3}(?!\d))*/g;
const ANY_NUMBER = String.raw`\d[\d.,'’ ]*`;
/** Tags and lasting ids: `main/section#reviews/ul/li`. */
const TAG_PATH = /^[a-z][a-z0-9]*(?:#[A-Za-z_-]+)?(?:\/[a-z][a-z0-9]*(?:#[A-Za-z_-]+)?)*$/;

export function suggestIgnoring(unwanted: UnwantedText, now: IgnoredRules): IgnoreSuggestion[] {
  const text = unwanted.text.replaceAll(/\s+/g, ' ').trim();
  const suggestions: IgnoreSuggestion[] = [];
  const ignore = (kind: IgnoreSuggestion['kind'], title: string, rule: string): void => {
    if (rule === '' || rule.length > MAX_RULE || now.ignoreText.includes(rule)) return;
    suggestions.push({ kind, title, rule, changes: { ignoreText: [...now.ignoreText, rule] } });
  };
  // A plain text between slashes would be read as a pattern.
  ignore('this-text', 'Lines with this text', text.startsWith('/') ? `/${escaped(text)}/` : text);
  if (/\d/.test(text)) ignore('any-number', 'Lines with this text, whatever the number', anyNumber(text));
  const selector = selectorOf(unwanted.path);
  const { include = [], exclude = [] } = now.scope ?? {};
  if (selector !== null && !exclude.includes(selector)) {
    const scope = { include, exclude: [...exclude, selector] };
    suggestions.push({
      kind: 'this-place',
      title: 'Everything at this place',
      rule: selector,
      changes: { scope },
    });
  }
  return suggestions;
}

function escaped(text: string): string {
  return text.replaceAll(SPECIAL, String.raw`\$&`);
}

/** "14 people" is `/\d[\d.,'’ ]* people/i`. */
function anyNumber(text: string): string {
  const parts = text.split(NUMBER).map(escaped);
  return `/${parts.join(ANY_NUMBER)}/i`;
}

function selectorOf(path: string | undefined): string | null {
  const place = plainPath(path ?? '');
  // Elements that a path leaves out, such as tbody, may stand between its steps.
  return TAG_PATH.test(place) ? place.split('/').join(' ') : null;
}
