// A new job gets a rule of its own when somebody asks for more than the rules that are there tell.
import { expect, test } from 'vitest';
import { BY_RULES, channelsOfRules, tellRuleOf } from '../../../../dashboard/job/new-job/telling.ts';
import { alertRuleSchema } from '../../../../domain/alert/rule/schema.ts';

const JOB = { jobId: 'job_1', name: 'Tents' };

test('the rules that are there need none of its own', () => {
  expect(tellRuleOf(BY_RULES, JOB)).toBeNull();
});

test('each change is told by a rule of the job, to the chosen channels', () => {
  expect(tellRuleOf({ of: 'each', channels: ['chn_1'] }, JOB)).toEqual({
    name: 'Changes of Tents',
    when: { kind: 'change' },
    scope: { kind: 'job', jobId: 'job_1' },
    channels: ['chn_1'],
  });
});

test('a long name of a job is cut to what a rule takes', () => {
  const rule = tellRuleOf({ of: 'major', channels: 'all' }, { ...JOB, name: 'Tents '.repeat(40) });
  expect(alertRuleSchema.parse(rule)).toMatchObject({
    when: { kind: 'change', leastSeverity: 'major' },
    channels: 'all',
  });
});

test.each<[readonly { channels: 'all' | string[] }[], 'all' | string[]]>([
  [[], []],
  [
    [{ channels: ['chn_1'] }, { channels: ['chn_2', 'chn_1'] }],
    ['chn_1', 'chn_2'],
  ],
  [[{ channels: [] }, { channels: 'all' }], 'all'],
])('of the rules %j the channels are %j', (rules, channels) => {
  expect(channelsOfRules(rules)).toEqual(channels);
});
