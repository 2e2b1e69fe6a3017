// What of a page is watched, and in which form: the part, how its document is read, and the filters its text passes
// through. The rules of a job as data; what they find is compared by domain/change.
import type { NamedParts } from './named-parts.ts';

/** How a body is read. `auto`: by its type and its first characters. */
export const WATCH_FORMATS = ['auto', 'html', 'text', 'json', 'json-pretty', 'xml', 'feed'] as const;
export type WatchFormat = (typeof WATCH_FORMATS)[number];

/** A step over the lines of the watched text. A text in a list is a plain text or `/pattern/flags`. */
export type TextFilter =
  | { readonly kind: 'keep-lines' | 'drop-lines'; readonly containing: readonly string[] }
  | {
      readonly kind: 'strip';
      /** Characters to take off; absent: white space. */
      readonly characters?: string | undefined;
      readonly side?: 'both' | 'start' | 'end' | undefined;
    }
  | {
      readonly kind: 'sort';
      readonly order?: 'text' | 'number' | undefined;
      readonly reverse?: boolean | undefined;
    }
  | { readonly kind: 'reverse' }
  | {
      readonly kind: 'unique';
      /** Only lines that repeat the line before them are left out. */
      readonly adjacent?: boolean | undefined;
      readonly ignoreCase?: boolean | undefined;
    }
  | {
      readonly kind: 'replace';
      /** RE2 pattern, searched for in each line; with flag m or s in the whole text. */
      readonly pattern: string;
      /** `$1` and `${name}` stand for groups. */
      readonly with: string;
      readonly flags?: string | undefined;
    }
  /** The matches alone, one per line; of a pattern with groups, its groups. */
  | { readonly kind: 'extract'; readonly matching: readonly string[] }
  | { readonly kind: 'json-to-text'; readonly path?: string | undefined }
  | { readonly kind: 'xml-to-text' }
  | { readonly kind: 'csv-to-text'; readonly delimiter?: string | undefined }
  | { readonly kind: 'ical-to-text' };

export interface WatchRules {
  /** Selectors of the part (see part-selector.ts); none = the whole page. */
  readonly include: readonly string[];
  /** Selectors of what is left out; this is done first. */
  readonly exclude: readonly string[];
  readonly format: WatchFormat;
  readonly compare: 'text' | 'source';
  /** The target of each link stands behind its text. */
  readonly linkTargets: boolean;
  /** White space within the lines of plain text and of sources counts. */
  readonly keepWhitespace: boolean;
  /** Members that tell the items of JSON lists apart, besides those that are known (id, sku …). */
  readonly arrayKeys: readonly string[];
  readonly filters: readonly TextFilter[];
  /** Parts that the job calls body or frame; absent: none, so that the rules of other jobs stay what they were. */
  readonly named?: NamedParts;
}

export const WHOLE_PAGE: WatchRules = {
  include: [],
  exclude: [],
  format: 'auto',
  compare: 'text',
  linkTargets: false,
  keepWhitespace: false,
  arrayKeys: [],
  filters: [],
};

interface Scope {
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** The options of a job's `config.changes` that decide what is watched; a job saved by an older version lacks some. */
export type WatchSettings = {
  readonly scope?: Scope | undefined;
  readonly bodyParts?: readonly string[] | undefined;
  readonly frameParts?: readonly string[] | undefined;
} & {
  readonly [Name in Exclude<keyof WatchRules, keyof Scope | 'named'>]?: WatchRules[Name] | undefined;
};

/** Null when the whole page is watched as it is. */
export function watchRulesOf(settings: WatchSettings): WatchRules | null {
  const { scope = {}, ...others } = settings;
  const rules: WatchRules = {
    include: given(scope.include ?? []),
    exclude: given(scope.exclude ?? []),
    format: others.format ?? WHOLE_PAGE.format,
    compare: others.compare ?? WHOLE_PAGE.compare,
    linkTargets: others.linkTargets ?? WHOLE_PAGE.linkTargets,
    keepWhitespace: others.keepWhitespace ?? WHOLE_PAGE.keepWhitespace,
    arrayKeys: others.arrayKeys ?? WHOLE_PAGE.arrayKeys,
    filters: others.filters ?? WHOLE_PAGE.filters,
    ...namedOf(others),
  };
  return isWholePage(rules) && rules.named === undefined ? null : rules;
}

function namedOf({ bodyParts = [], frameParts = [] }: WatchSettings): Pick<WatchRules, 'named'> {
  const [body, frame] = [given(bodyParts), given(frameParts)];
  return body.length + frame.length === 0 ? {} : { named: { body, frame } };
}

/** The text of the whole page, whatever of it is called body or frame. */
function isWholePage({ named: _named, ...rules }: WatchRules): boolean {
  return JSON.stringify(rules) === JSON.stringify(WHOLE_PAGE);
}

/** Whether pages have a body and a frame for the job: a part, a source and data have neither. */
export function hasFrame(settings: WatchSettings): boolean {
  const { include, compare, format } = watchRulesOf(settings) ?? WHOLE_PAGE;
  return include.length === 0 && compare === 'text' && (format === 'auto' || format === 'html');
}

/** Whether the rules name a part, or the source: then a page without readable text may hold what is watched. */
export function choosesPart(rules: WatchRules | null): boolean {
  return rules !== null && (rules.include.length > 0 || rules.compare === 'source');
}

/** The title as part of what is compared: only where the whole page is watched as it is. */
export function comparedTitle(rules: WatchRules | null, title: string): { readonly title?: string } {
  return rules === null || isWholePage(rules) ? { title } : {};
}

function given(selectors: readonly string[]): string[] {
  return selectors.map((selector) => selector.trim()).filter((selector) => selector !== '');
}
