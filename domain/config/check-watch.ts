// Finds the faults of `config.changes`: selectors and patterns that don't compile, and what check-meaning.ts finds.
import type { Fault } from '../system/fault.ts';
import { compileFields } from '../reading/part/field/field-rule.ts';
import { documentPartFault, isDocumentPart } from '../reading/part/document-part.ts';
import { variableName } from '../reading/markup/script-variable.ts';
import { partSelector } from '../reading/part/part-selector.ts';
import { checkJsonPath } from '../reading/part/query/json-path.ts';
import { checkXPath } from '../reading/part/query/xpath.ts';
import { missingGroup } from '../reading/part/replacement.ts';
import { compilePattern, patternFault } from '../reading/part/text-rule.ts';
import { changesFault as fault, checkMeaning, type Members, members, textsIn } from './check-meaning.ts';

export function checkWatch(raw: unknown): Fault[] {
  const changes = members(raw);
  return [...checkParts(changes), ...checkTexts(changes), ...checkFilters(changes), ...checkMeaning(changes)];
}

function checkParts(changes: Members): Fault[] {
  const scope = members(changes['scope']);
  return [
    ...['include', 'exclude'].flatMap((list) => checkSelectors(scope[list], ['scope', list])),
    ...['bodyParts', 'frameParts'].flatMap((list) => checkSelectors(changes[list], [list])),
  ];
}

function checkSelectors(list: unknown, path: readonly string[]): Fault[] {
  return textsIn(list).flatMap(([index, selector]): Fault[] => {
    const why = selectorFault(selector);
    return why === null ? [] : [fault([...path, index], 'invalid-selector', `"${selector}" is ${why}.`)];
  });
}

/** What is wrong with a selector of a part; null when nothing is. */
function selectorFault(selector: string): string | null {
  const { language, expression, variable } = partSelector(selector);
  if (/^\s*(?:\w+:\s*)?$/.test(selector))
    return 'not complete: write what it names behind the colon, as in id:offers';
  if (isDocumentPart(selector)) return documentPartFault(selector);
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
      if (variable !== undefined && variableName(variable) === null)
        return 'not a variable with a JSONPath, such as variable:__INITIAL_STATE__ $.product.price';
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
    const why =
      rule.trim() === ''
        ? 'White space alone is on every page; give a text, or leave it out.'
        : ruleFault(rule);
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
