// A rule that is edited becomes what was typed, and keeps what was left as it was.
import { expect, test } from 'vitest';
import type { RuleView } from '../../../../api/schemas/alert/alert-rule.ts';
import {
  draftOf,
  isRefined,
  newDraft,
  type RuleDraft,
} from '../../../../dashboard/alert/alert-list/rule-draft.ts';
import { rulePatchBetween, toInput } from '../../../../dashboard/alert/alert-list/rule-input.ts';
import { alertRulePatchSchema, alertRuleSchema } from '../../../../domain/alert/rule/schema.ts';
import { conditionWords } from '../../../../domain/alert/rule/rule-words.ts';

function ruleView(members: Record<string, unknown>): RuleView {
  const rule = alertRuleSchema.parse({ name: 'Tents', when: { kind: 'change' }, ...members });
  const at = '2026-01-15T12:00:00.000Z';
  return {
    ...rule,
    ruleId: 'rule_1',
    text: conditionWords(rule.when),
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

const RULES: readonly Record<string, unknown>[] = [
  {},
  { when: { kind: 'change', leastSeverity: 'notable', text: '/sold out/i', part: 'Price', kinds: ['text'] } },
  { when: { kind: 'change', leastSeverity: 'major' } },
  { when: { kind: 'run-failed' }, tellEnd: false },
  { when: { kind: 'pages-failing', runs: 7 } },
  { when: { kind: 'degraded' } },
  { when: { kind: 'degraded', findings: ['field', 'pages'] } },
  { when: { kind: 'no-run', afterMinutes: 45 } },
  { when: { kind: 'host-blocked', afterMinutes: 10 }, scope: { kind: 'tag', tag: 'shop' } },
  { when: { kind: 'health', parts: ['disk', 'queue:pages.dead'], afterMinutes: 5 } },
  { when: { kind: 'price', rule: { kind: 'target', amount: '99.95', currency: 'EUR' } } },
  { when: { kind: 'price', rule: { kind: 'target', amount: '9', currency: 'EUR', name: 'my bargain' } } },
  { scope: { kind: 'tag', tag: 'shop' }, channels: ['chn_1', 'chn_2'], stormAfter: 9 },
  { scope: { kind: 'job', jobId: 'job_1' }, channels: [] },
  {
    steps: [
      { afterMinutes: 10, channels: 'all' },
      { afterMinutes: 20, channels: ['chn_1', 'chn_2'] },
      { afterMinutes: 30, action: 'pause-host' },
    ],
  },
  { digest: 'day', quietHours: { from: '22:00', to: '07:00' }, remindMinutes: 60, zone: 'Europe/Berlin' },
];

test.each(RULES)('a rule that is opened and saved as it is has no difference: %o', async (members) => {
  const view = ruleView(members);
  const input = await toInput(draftOf(view));
  const { enabled: _on, ...rule } = alertRuleSchema.parse({ name: 'Tents', ...withWhen(members) });
  expect(input).toEqual(rule);
  expect(rulePatchBetween(input, input)).toEqual({});
});

function withWhen(members: Record<string, unknown>): Record<string, unknown> {
  return { when: { kind: 'change' }, ...members };
}

const FULL = {
  scope: { kind: 'tag', tag: 'shop' },
  digest: 'day',
  quietHours: { from: '22:00', to: '07:00' },
  remindMinutes: 60,
};

test.each<[Partial<RuleDraft>, Record<string, unknown>]>([
  [{ name: ' Huts ' }, { name: 'Huts' }],
  [{ remindMinutes: '' }, { remindMinutes: null }],
  [{ remindMinutes: '30' }, { remindMinutes: 30 }],
  [{ quietFrom: '', quietTo: '' }, { quietHours: null }],
  [{ quietTo: '06:30' }, { quietHours: { from: '22:00', to: '06:30' } }],
  [{ scope: 'workspace' }, { scope: { kind: 'workspace' } }],
  [{ channels: ['chn_1'] }, { channels: ['chn_1'] }],
  [{ stormAfter: '9' }, { stormAfter: 9 }],
  [
    { steps: [{ key: 1, afterMinutes: '15', what: 'pause-job' }] },
    { steps: [{ afterMinutes: 15, action: 'pause-job' }] },
  ],
  [{ when: 'pages fail', runs: '5' }, { when: { kind: 'pages-failing', runs: 5 } }],
  [
    { digest: 'none', tellEnd: false },
    { digest: 'none', tellEnd: false },
  ],
])('what is typed alone is changed: %o', async (change, patch) => {
  const draft = draftOf(ruleView(FULL));
  const between = rulePatchBetween(await toInput(draft), await toInput({ ...draft, ...change }));
  expect(between).toEqual(patch);
  expect(alertRulePatchSchema.safeParse(between).success).toBe(true);
});

test('words of a price are read anew when they are typed', async () => {
  const draft = draftOf(
    ruleView({ when: { kind: 'price', rule: { kind: 'target', amount: '9', currency: 'EUR' } } }),
  );
  const { when } = await toInput({ ...draft, price: 'below 8.50 EUR' });
  expect(when).toMatchObject({ kind: 'price', rule: { kind: 'target', amount: '8.50' } });
  await expect(toInput({ ...draft, price: 'cheap' })).rejects.toThrow(/cheap/);
});

test.each<[Partial<RuleDraft>, RegExp]>([
  [{ quietFrom: '22:00' }, /both times/],
  [{ quietTo: '07:00' }, /both times/],
  [{ scope: 'tag', tag: ' ' }, /Give the tag/],
])('half of something is refused in words: %o', async (change, words) => {
  await expect(toInput({ ...newDraft('UTC'), name: 'Tents', ...change })).rejects.toThrow(words);
});

test('a new rule shows its first fields alone, a refined one shows all', () => {
  expect(isRefined(newDraft('UTC'))).toBe(false);
  expect(isRefined(newDraft('UTC', 'job_1'))).toBe(false);
  expect(isRefined(draftOf(ruleView(FULL)))).toBe(true);
  expect(isRefined(draftOf(ruleView({ tellEnd: false })))).toBe(true);
});
