// Finds the faults of `config.changes`: selectors and patterns that don't compile, and options that mean nothing
// together or for the format, with what to give instead.
import { type Fault, toPointer } from '../fault.ts';
import { compileFields } from '../parse/field/field-rule.ts';
import { partSelector } from '../watch/part-selector.ts';
import { checkJsonPath } from '../watch/query/json-path.ts';
import { checkXPath } from '../watch/query/xpath.ts';
import { missingGroup } from '../watch/replacement.ts';
import { compilePattern, patternFault } from '../watch/text-rule.ts';

type Members = Readonly<Record<string, unknown>>;

const CHANGES = ['config', 'changes'] as const;

export function checkWatch(raw: unknown): Fault[] {
  const changes = members(raw);
  return [...checkParts(changes), ...checkTexts(changes), ...checkFilters(changes), ...checkMeaning(changes)];
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The texts of a list with their positions; items that are no text are reported by the schema. */
function textsIn(value: unknown): [number, string][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index): [number, string][] =>
    typeof item === 'string' && item !== '' ? [[index, item]] : [],
  );
}

function fault(path: readonly PropertyKey[], code: string, detail: string): Fault {
  return { pointer: toPointer([...CHANGES, ...path]), code, detail };
}

function checkParts(changes: Members): Fault[] {
  const scope = members(changes['scope']);
  return ['include', 'exclude'].flatMap((list) =>
    textsIn(scope[list]).flatMap(([index, selector]): Fault[] => {
      const why = selectorFault(selector);
      return why === null
        ? []
        : [fault(['scope', list, index], 'invalid-selector', `"${selector}" is ${why}.`)];
    }),
  );
}

/** What is wrong with a selector of a part; null when nothing is. */
function selectorFault(selector: string): string | null {
  const { language, expression } = partSelector(selector);
  switch (language) {
    case 'css': {
      const compiled = compileFields([{ name: 'part', locators: [{ kind: 'css', selector: expression }] }]);
      return compiled.ok
        ? null
        : `not a CSS selector: ${compiled.faults[0]?.message ?? 'it does not compile'}`;
    }
    case 'xpath': {
      const why = checkXPath(expression);
      return why === null ? null : `not an XPath 1.0 expression: ${why}`;
    }
    case 'json': {
      const why = checkJsonPath(expression);
      return why === null ? null : `not a JSONPath, such as $.offers[*].price: ${why}`;
    }
  }
}

const TEXT_LISTS = ['ignoreText', 'triggerText', 'blockWhilePresent'];

/** Plain texts are always valid; `/…/flags` has to be a pattern that RE2 can run. */
function checkTexts(changes: Members): Fault[] {
  const lists = TEXT_LISTS.flatMap((list) => checkList(changes[list], [list]));
  const conditions = members(changes['conditions']);
  const inConditions = ['all', 'any'].flatMap((list) => {
    const items = Array.isArray(conditions[list]) ? conditions[list] : [];
    return items.flatMap((item: unknown, index) => {
      const { is, value } = members(item);
      return is === 'matches' ? checkList([value], ['conditions', list, index, 'value'], true) : [];
    });
  });
  return [...lists, ...inConditions];
}

/** `single`: the path names the text itself, not a list. */
function checkList(value: unknown, path: readonly PropertyKey[], single = false): Fault[] {
  return textsIn(value).flatMap(([index, rule]): Fault[] => {
    const why = ruleFault(rule);
    return why === null ? [] : [fault(single ? path : [...path, index], 'invalid-pattern', why)];
  });
}

const SLASHED = /^\/(.*)\/([a-z]*)$/s;

function ruleFault(rule: string): string | null {
  const [, pattern, flags = ''] = SLASHED.exec(rule) ?? [];
  if (pattern === undefined) return null;
  const why = patternFault(pattern, flags);
  return why === null ? null : `${rule} is not a pattern of RE2: ${why}`;
}

function checkFilters(changes: Members): Fault[] {
  const filters = Array.isArray(changes['filters']) ? changes['filters'] : [];
  return filters.flatMap((item: unknown, index): Fault[] => {
    const { kind, pattern, containing, matching, path } = members(item);
    const faults = [
      ...checkList(containing, ['filters', index, 'containing']),
      ...checkList(matching, ['filters', index, 'matching']),
    ];
    if (kind === 'replace' && typeof pattern === 'string')
      faults.push(...checkReplacement(item, ['filters', index]));
    if (kind === 'json-to-text' && typeof path === 'string') {
      const why = checkJsonPath(path);
      if (why !== null)
        faults.push(
          fault(['filters', index, 'path'], 'invalid-selector', `"${path}" is not a JSONPath: ${why}.`),
        );
    }
    return faults;
  });
}

function checkReplacement(filter: unknown, path: readonly PropertyKey[]): Fault[] {
  const { pattern, flags, with: written } = members(filter);
  const [found, bits] = [String(pattern), typeof flags === 'string' ? flags : ''];
  const why = patternFault(found, bits);
  if (why !== null)
    return [fault([...path, 'pattern'], 'invalid-pattern', `${found} is not a pattern of RE2: ${why}`)];
  const missing = typeof written === 'string' ? missingGroup(written, compilePattern(found, bits)) : null;
  if (missing === null) return [];
  const detail = `"${String(written)}" names the group ${missing}, which the pattern ${found} does not have; write $$ for a dollar.`;
  return [fault([...path, 'with'], 'invalid-pattern', detail)];
}

/** Options that have no effect are refused: who sets one believes that it does something. */
function checkMeaning(changes: Members): Fault[] {
  const format = typeof changes['format'] === 'string' ? changes['format'] : 'auto';
  const only = textsIn(changes['only']).map(([, kind]) => kind);
  return [
    ...partsForFormat(changes, format),
    ...wrongFor(changes['linkTargets'] === true, format, ['auto', 'html'], {
      option: 'linkTargets',
      instead: 'Links have targets in web pages alone; leave it out, or watch the page with format "html".',
    }),
    ...wrongFor(textsIn(changes['arrayKeys']).length > 0, format, ['auto', 'html', 'json'], {
      option: 'arrayKeys',
      instead: 'Keys tell items of JSON lists apart; leave it out, or read the body with format "json".',
    }),
    ...wrongFor(changes['compare'] === 'source', format, ['auto', 'html', 'text', 'xml'], {
      option: 'compare',
      instead: 'JSON and feeds are compared by their values; use format "text" to compare the body as it is.',
    }),
    ...wrongFor(
      changes['keepWhitespace'] === true && changes['compare'] !== 'source',
      format,
      ['auto', 'text'],
      {
        option: 'keepWhitespace',
        instead: 'White space counts in plain text and in sources; add compare "source".',
      },
    ),
    ...(typeof changes['remainingAtMost'] === 'number' &&
    (!only.includes('added') || only.includes('removed'))
      ? [
          fault(
            ['remainingAtMost'],
            'no-effect',
            'It is for jobs that wait for added lines: set `only` to ["added"], or leave it out; losses are told anyway.',
          ),
        ]
      : []),
  ];
}

interface Refusal {
  readonly option: string;
  readonly instead: string;
}

function wrongFor(
  isSet: boolean,
  format: string,
  formats: readonly string[],
  { option, instead }: Refusal,
): Fault[] {
  if (!isSet || formats.includes(format)) return [];
  return [fault([option], 'no-effect', `It means nothing with format "${format}". ${instead}`)];
}

const PARTS_INSTEAD: Readonly<Record<string, string>> = {
  json: 'Name members of JSON by JSONPath, as in $.offers[*].price.',
  'json-pretty': 'Name members of JSON by JSONPath, as in $.offers[*].price.',
  text: 'Plain text has no parts; use the filter "keep-lines".',
  xml: 'Name elements of XML by XPath or CSS, as in //item/title.',
  feed: 'A feed is compared by its entries; use format "xml" for parts of it, or the filter "keep-lines".',
};

function partsForFormat(changes: Members, format: string): Fault[] {
  const instead = PARTS_INSTEAD[format];
  if (instead === undefined) return [];
  const scope = members(changes['scope']);
  return ['include', 'exclude'].flatMap((list) =>
    textsIn(scope[list]).flatMap(([index, selector]): Fault[] => {
      const isJson = partSelector(selector).language === 'json';
      const fits = format === 'xml' ? !isJson : format.startsWith('json') && isJson;
      const detail = `"${selector}" finds nothing with format "${format}". ${instead}`;
      return fits ? [] : [fault(['scope', list, index], 'no-effect', detail)];
    }),
  );
}
