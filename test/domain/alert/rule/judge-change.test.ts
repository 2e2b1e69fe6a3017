import { describe, expect, it } from 'vitest';
import type { ChangeCondition } from '../../../../domain/alert/rule/alert-rule.ts';
import { judgeChange } from '../../../../domain/alert/rule/judge-change.ts';
import { sampleChange } from '../../../contracts/sample-documents.ts';

const blocks = [
  { op: 'replaced', path: 'main/p', before: 'In stock', after: 'Sold out', under: 'Shipping times' },
  { op: 'added', path: 'aside/p', after: 'Visits: 9', under: 'Counter', rule: 'counter' },
] as const;
const fields = [{ name: 'Delivery', before: '2 days', after: '9 days' }];
const CHANGE = sampleChange('job:a', 1, {
  state: 'confirmed',
  kind: 'availability',
  severity: 'notable',
  title: 'Copper kettle',
  summary: 'Sold out',
  detail: { kind: 'availability', severity: 'notable', summary: 'Sold out', blocks, fields },
});

describe('a change', () => {
  it.each<[string, Omit<ChangeCondition, 'kind'>, boolean]>([
    ['any', {}, true],
    ['of a kind that is asked for', { kinds: ['price', 'availability'] }, true],
    ['of another kind', { kinds: ['price'] }, false],
    ['as severe as asked for', { leastSeverity: 'notable' }, true],
    ['more severe', { leastSeverity: 'minor' }, true],
    ['less severe', { leastSeverity: 'major' }, false],
    ['of a field, in any case', { part: 'delivery' }, true],
    ['of part of a field name', { part: 'deliver' }, false],
    ['under a heading', { part: 'shipping' }, true],
    ['that was ignored by a rule of the job', { part: 'counter' }, false],
    ['with a text that came', { text: 'SOLD OUT' }, true],
    ['with a text that went', { text: 'in stock' }, true],
    ['with a text of a field', { text: '9 days' }, true],
    ['with a pattern', { text: '/sold\\s+out/i' }, true],
    ['with a text of the title', { text: 'kettle' }, true],
    ['without the text', { text: 'pre-order' }, false],
    ['with the text in an ignored part alone', { text: 'visits' }, false],
    ['with all of it', { kinds: ['availability'], part: 'delivery', text: 'sold' }, true],
    ['with one of it wrong', { kinds: ['availability'], part: 'delivery', text: 'cheap' }, false],
  ])('%s: %j is %s', (_, condition, fires) => {
    expect(judgeChange({ kind: 'change', ...condition }, CHANGE).fires).toBe(fires);
  });

  it.each(['pending', 'withdrawn'] as const)('that is %s is never told', (state) => {
    const verdict = judgeChange({ kind: 'change' }, { ...CHANGE, state });
    expect(verdict).toEqual({ fires: false, reason: `the change is ${state}` });
  });
});
