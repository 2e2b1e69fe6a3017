import { expect, it } from 'vitest';
import type { AlertCondition } from '../../../../domain/alert/rule/alert-rule.ts';
import { parseAlertCondition } from '../../../../domain/alert/rule/condition-text.ts';
import { conditionWords } from '../../../../domain/alert/rule/rule-words.ts';

it.each<[string, AlertCondition, string]>([
  ['change', { kind: 'change' }, 'a change'],
  ['Major  changes', { kind: 'change', leastSeverity: 'major' }, 'a major change'],
  ['notable change', { kind: 'change', leastSeverity: 'notable' }, 'a notable or major change'],
  ['run fails', { kind: 'run-failed' }, 'a run fails'],
  ['pages fail', { kind: 'pages-failing', runs: 3 }, 'pages fail in 3 runs one after the other'],
  ['page fails 1', { kind: 'pages-failing', runs: 1 }, 'pages fail in 1 run'],
  ['worse than usual', { kind: 'degraded' }, 'a run goes worse than usual'],
  ['degraded', { kind: 'degraded' }, 'a run goes worse than usual'],
  [
    'worse in fields, page-type',
    { kind: 'degraded', findings: ['field', 'page-type'] },
    'a run goes worse than usual: field, page-type',
  ],
  ['no run', { kind: 'no-run', afterMinutes: 30 }, 'no run 30 min after one was due'],
  ['no run for 2h', { kind: 'no-run', afterMinutes: 120 }, 'no run 120 min after one was due'],
  ['host blocked', { kind: 'host-blocked', afterMinutes: 2 }, 'a host does not answer for 2 min'],
  ['hosts blocked for 1h', { kind: 'host-blocked', afterMinutes: 60 }, 'a host does not answer for 60 min'],
  ['health', { kind: 'health', afterMinutes: 2 }, 'a part of Webloom is not well for 2 min'],
  ['health 5m', { kind: 'health', afterMinutes: 5 }, 'a part of Webloom is not well for 5 min'],
  [
    'health of disk, queue:pages.dead 1h',
    { kind: 'health', parts: ['disk', 'queue:pages.dead'], afterMinutes: 60 },
    'disk, queue:pages.dead of Webloom is not well for 60 min',
  ],
  [
    'health broker',
    { kind: 'health', parts: ['broker'], afterMinutes: 2 },
    'broker of Webloom is not well for 2 min',
  ],
  ['limit near', { kind: 'limit-near', percent: 80 }, '80 % of a limit are in use'],
  ['limits near 95%', { kind: 'limit-near', percent: 95 }, '95 % of a limit are in use'],
  ['price drop 5%', { kind: 'price', rule: { kind: 'drop', percent: 5 } }, 'price: drop 5%'],
  ['price: back in stock', { kind: 'price', rule: { kind: 'back-in-stock' } }, 'price: back in stock'],
])('reads the condition "%s" and puts it in words', (text, condition, words) => {
  expect(parseAlertCondition(text)).toEqual(condition);
  expect(conditionWords(condition)).toBe(words);
});

it('what runs are not compared by is refused with what they are', () => {
  expect(() => parseAlertCondition('worse in colour')).toThrow(/"colour".+pages, failures, field/);
});

it.each(['', 'explosion', 'price'])('%j is refused with examples', (text) => {
  expect(() => parseAlertCondition(text)).toThrow(/"major change"/);
});
