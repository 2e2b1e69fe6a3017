import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { tellingRules } from '../../../../domain/alert/rule/which-rule-tells.ts';
import { minutesLater } from '../../../contracts/sample-documents.ts';
import { sampleRule } from '../../../contracts/sample-alerts.ts';

const workspace = (fields: Partial<AlertRule> = {}) => sampleRule('rule_w', fields);
const ofJob = (fields: Partial<AlertRule> = {}) =>
  sampleRule('rule_j', { scope: { kind: 'job', jobId: 'job' }, createdAt: minutesLater(1), ...fields });

function tellers(...rules: AlertRule[]): string[] {
  const forwards = tellingRules(rules).map(({ rule }) => rule._id);
  expect(
    tellingRules(rules.toReversed())
      .map(({ rule }) => rule._id)
      .toSorted(),
  ).toEqual(forwards.toSorted());
  return forwards;
}

const QUIET = { from: '22:00', to: '07:00' };

describe('what several rules find', () => {
  it.each<[what: string, job: Partial<AlertRule>, workspace: Partial<AlertRule>, told: string[]]>([
    ['the narrower one tells', {}, {}, ['rule_j']],
    ['who tells all channels tells those of the other', {}, { channels: ['a'] }, ['rule_j']],
    ['channels of its own are told', { channels: ['a'] }, { channels: ['a', 'b'] }, ['rule_w']],
    ['others are told by the other', { channels: ['a'] }, { channels: ['b'] }, ['rule_j', 'rule_w']],
    ['a digest does not wait for what is told at once', { digest: 'day' }, {}, ['rule_w']],
    ['what is told at once is not in the digest again', {}, { digest: 'hour' }, ['rule_j']],
    ['quiet hours hold nothing back that another tells', { quietHours: QUIET }, {}, ['rule_w']],
    ['the same quiet hours are no reason', { quietHours: QUIET }, { quietHours: QUIET }, ['rule_j']],
    ['reminders are kept', {}, { remindMinutes: 60 }, ['rule_w']],
    ['steps are kept', {}, { steps: [{ afterMinutes: 5, channels: ['b'] }] }, ['rule_w']],
    [
      'digests by different clocks are two',
      { digest: 'day', zone: 'Asia/Kolkata' },
      { digest: 'day' },
      ['rule_j', 'rule_w'],
    ],
  ])('%s', (_what, job, other, told) => {
    expect(tellers(ofJob(job), workspace(other))).toEqual(told);
  });

  it('is told by the older of two that are alike', () => {
    const newer = sampleRule('rule_a', { createdAt: minutesLater(2) });
    expect(tellers(newer, workspace())).toEqual(['rule_w']);
    expect(tellers(workspace(), sampleRule('rule_x'))).toEqual(['rule_w']);
  });

  it('names the rules that keep silent', () => {
    const [telling] = tellingRules([workspace(), ofJob()]);
    expect(telling?.rule._id).toBe('rule_j');
    expect(telling?.silent.map(({ _id }) => _id)).toEqual(['rule_w']);
  });

  const FAILS = { when: { kind: 'run-failed' as const } };
  const openOf = (id: string, isNews = false) => ({
    has: ({ _id }: AlertRule) => _id === id,
    isNews: () => isNews,
  });

  it.each<[what: string, job: Partial<AlertRule>, open: ReturnType<typeof openOf>, told: string[]]>([
    ['goes on being told by the rule that has told it', {}, openOf('rule_w'), ['rule_w']],
    ['is told by a rule that finds more', {}, openOf('rule_w', true), ['rule_j']],
    ['is told to channels that have not heard of it', { channels: ['x'] }, openOf('rule_j'), ['rule_w']],
    ['keeps the message of its end', { tellEnd: false }, openOf('none'), ['rule_w']],
  ])('a failure that lasts %s', (_what, job, open, told) => {
    const rules = [workspace(FAILS), ofJob({ ...FAILS, ...job })];
    expect(tellingRules(rules, open).map(({ rule }) => rule._id)).toEqual(told);
  });

  it('is told by somebody whatever the rules are', () => {
    const kinds: Partial<AlertRule>[] = [
      {},
      { digest: 'day' },
      { channels: ['a'] },
      { channels: [] },
      { quietHours: QUIET },
      { remindMinutes: 5 },
      { digest: 'hour', zone: 'Asia/Kolkata', channels: ['a', 'b'] },
    ];
    for (const one of kinds)
      for (const two of kinds)
        for (const three of kinds) {
          const rules = [
            workspace(one),
            ofJob(two),
            sampleRule('rule_t', { ...three, scope: { kind: 'tag', tag: 't' } }),
          ];
          const tellings = tellingRules(rules);
          expect(tellings.length).toBeGreaterThan(0);
          const known = new Set(tellings.flatMap(({ rule, silent }) => [rule, ...silent]));
          expect(known.size).toBe(rules.length);
        }
  });
});
