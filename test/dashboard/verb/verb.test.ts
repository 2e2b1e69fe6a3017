import { expect, test } from 'vitest';
import { VERBS, type Verb, expectedState, needsQuestion, refusalOf } from '../../../dashboard/verb/verb.ts';
import { JOB_STATES, type JobState } from '../../../domain/run/job-state.ts';
import { JOB_TABLE } from '../../../domain/job/lifecycle.ts';

test('the state that is shown at once is the one of the table', () => {
  for (const state of JOB_STATES)
    for (const verb of VERBS) {
      const expected = expectedState(state, verb);
      expect(JOB_STATES).toContain(expected);
      if (verb === 'delete' || verb === 'resume') continue;
      const move = JOB_TABLE[state][verb];
      const isMove = move !== undefined && move !== 'same' && move !== 'by-overlap';
      expect([state, verb, expected]).toEqual([state, verb, isMove ? move : state]);
    }
});

test.each<[Verb, JobState, string[], string | undefined]>([
  ['pause', 'running', ['pause', 'stop'], undefined],
  ['archive', 'running', ['pause', 'stop'], 'Stop it first'],
  ['start', 'paused', ['resume', 'stop'], 'Resume it instead'],
  ['start', 'archived', ['restore'], 'Restore it first'],
  ['restore', 'stopped', ['archive'], 'It is not archived'],
  ['force-stop', 'stopping', [], undefined],
  ['force-stop', 'completed', ['archive'], 'Nothing runs'],
  ['force-stop', 'scheduled', ['start', 'stop'], 'Nothing runs'],
  ['force-stop', 'paused', ['resume', 'stop'], undefined],
  ['pause', 'completed', ['start'], 'Not while it is completed'],
  ['delete', 'running', [], undefined],
])('%s of a job that is %s says why not', (verb, state, allowed, words) => {
  expect(refusalOf(verb, state, allowed)).toBe(words);
});

test('what costs something is asked about first', () => {
  expect(VERBS.filter(needsQuestion)).toEqual(['stop', 'force-stop', 'archive', 'delete']);
});
