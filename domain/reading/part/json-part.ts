// The part of a JSON document that is watched, by JSONPath. A web page may hold JSON too: in its scripts, in what they assign
// to variables, or as all of its text.
import type { Document, Element } from 'domhandler';
import { selectCss } from '../html/css.ts';
import { textOf } from '../html/html-tree.ts';
import { withExactIntegers } from '../markup/json-mend.ts';
import { scriptVariables } from '../markup/script-variable.ts';
import { partSelector } from './part-selector.ts';
import { selectJson, withoutJson } from './query/json-path.ts';
import { stringOf } from './query/xpath-value.ts';
import type { WatchRules } from './watch-rules.ts';

const JSONP = /^\s*(?:\/\*.*?\*\/)?\s*[\w$.]+\s*\((.*)\)\s*;?\s*$/s;
/** A deeper document is an attack. */
const MAX_DEPTH = 1_000;
const MAX_PAGE_CHARS = 2_000_000;

/** The value of a JSON or JSONP text; undefined when it is neither. */
export function parseJsonText(text: string): unknown {
  const bare = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(withExactIntegers(bare)) as unknown;
  } catch {
    const inner = JSONP.exec(bare)?.[1];
    return inner === undefined ? undefined : parseJsonText(inner);
  }
}

/** The JSON values of a web page: of its scripts of data, else its text. */
export function jsonInPage(root: Document): unknown[] {
  return jsonIn(root, () => true);
}

/** The same without what describes the page for search engines, which is read as that. */
export function ownJsonInPage(root: Document): unknown[] {
  return jsonIn(root, ({ attribs }) => !/ld\+json/i.test(attribs['type'] ?? ''));
}

function jsonIn(root: Document, isMeant: (script: Element) => boolean): unknown[] {
  const scripts = selectCss(root, 'script[type*="json"]');
  const sources = scripts.length > 0 ? scripts.filter(isMeant).map(stringOf) : [textOf(root, MAX_PAGE_CHARS)];
  return sources.map(parseJsonText).filter((value) => value !== undefined);
}

/** The values that the rules name; null when they name some and none of them is there. `root`: the web page that holds them. */
export function chooseJson(
  values: readonly unknown[],
  { include, exclude }: Pick<WatchRules, 'include' | 'exclude'>,
  root?: Document,
): readonly unknown[] | null {
  const left = withoutParts(values, pathsOf(exclude));
  if (include.length === 0) return left;
  const inValues = left.flatMap((value) => pathsOf(include).flatMap((path) => selectJson(path, value)));
  const inVariables = root === undefined ? [] : chooseFromVariables(root, { include, exclude });
  const found = [...inValues, ...inVariables];
  return found.length === 0 ? null : found;
}

/** A path that is left out of JSON is left out of variables, too; one of a variable of that alone. */
function chooseFromVariables(
  root: Document,
  { include, exclude }: Pick<WatchRules, 'include' | 'exclude'>,
): unknown[] {
  const names = include.map((selector) => partSelector(selector).variable);
  const scripts = names.some((name) => name !== undefined) ? selectCss(root, 'script') : [];
  return [...new Set(names)].flatMap((name) => {
    if (name === undefined) return [];
    const values = scriptVariables(scripts, name).map(({ value }) => value);
    const left = withoutParts(values, [...pathsOf(exclude), ...pathsOf(exclude, name)]);
    return left.flatMap((value) => pathsOf(include, name).flatMap((path) => selectJson(path, value)));
  });
}

function withoutParts(values: readonly unknown[], paths: readonly string[]): readonly unknown[] {
  if (paths.length > 0 && values.some(isTooDeep))
    throw new RangeError(`the JSON is nested deeper than ${MAX_DEPTH}, nothing can be left out of it`);
  return values.map((value) => paths.reduce((rest, path) => withoutJson(path, rest), value));
}

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Of JSON, or of one variable. */
function pathsOf(selectors: readonly string[], name?: string): string[] {
  return selectors.flatMap((selector) => {
    const { language, expression, variable } = partSelector(selector);
    return language === 'json' && variable === name ? [expression] : [];
  });
}
