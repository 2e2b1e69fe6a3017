// The conditions of a watch of changedetection.io.
import type { JobDraft } from '../draft.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { numberOf, textOf } from '../translate/value.ts';

const MEASURED: Readonly<Record<string, string>> = { extracted_number: 'number', word_count: 'words' };
const COMPARED = new Set(['>', '>=', '<', '<=', '==', '!=']);
/** Its comparisons of text, and whether they are turned round. */
const TEXTUAL: Readonly<Record<string, readonly [is: string, not: boolean]>> = {
  contains: ['contains', false],
  in: ['contains', false],
  '!in': ['contains', true],
  'not contains': ['contains', true],
  contains_regex: ['matches', false],
  '!contains_regex': ['matches', true],
  not_contains_regex: ['matches', true],
  starts_with: ['starts-with', false],
  startswith: ['starts-with', false],
  ends_with: ['ends-with', false],
  endswith: ['ends-with', false],
};

export function mapConditions(draft: JobDraft, watch: Members): void {
  const list: readonly unknown[] = Array.isArray(watch['conditions']) ? watch['conditions'] : [];
  const mapped = list.filter(isMembers).flatMap((one): Members[] => {
    const field = textOf(one['field']);
    if (field === '' || field === 'None') return [];
    const condition = conditionOf(field, textOf(one['operator']), textOf(one['value']));
    if (condition !== null) return [condition];
    draft.lose(
      `condition ${field} ${textOf(one['operator'])}`,
      'There is no such condition.',
      'Conditions are about a number, words, lines, or the text: --when (docs/watching.md).',
    );
    return [];
  });
  if (mapped.length === 0) return;
  const isAny = textOf(watch['conditions_match_logic']).toUpperCase() === 'ANY';
  draft.changes['conditions'] = isAny ? { any: mapped } : { all: mapped };
}

function conditionOf(field: string, operator: string, value: string): Members | null {
  const on = MEASURED[field];
  const number = numberOf(value);
  if (on !== undefined)
    return COMPARED.has(operator) && number !== null ? { on, is: operator, value: number } : null;
  const [is, not] = TEXTUAL[operator] ?? [];
  if (field !== 'page_filtered_text' || is === undefined) return null;
  return { on: 'text', is, value: is === 'matches' ? `/${value}/` : value, ...(not === true ? { not } : {}) };
}
