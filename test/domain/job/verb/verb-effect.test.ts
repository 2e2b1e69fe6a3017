import { expect, test } from 'vitest';
import { type ToldVerb, effectsOf, graceEndsAt } from '../../../../domain/job/verb/verb-effect.ts';
import { sampleJob, sampleRun, START } from '../../../contracts/sample-documents.ts';

const run = sampleRun('run_1');
const job = sampleJob('job');
const hourly = {
  ...job,
  config: { ...job.config, schedule: { kind: 'interval', everyMs: 3_600_000 } as const },
};

test.each<[ToldVerb, number, string]>([
  [
    'pause',
    3,
    '3 pages are in flight: what is being fetched is finished and stored, the rest waits for the resume.',
  ],
  ['pause', 0, 'No page is in flight. Nothing is fetched until it is resumed.'],
  ['stop', 1, '1 page is in flight and gets 30 s; what is fetched by then is stored.'],
  ['stop-run', 2, '2 pages are in flight and get 30 s; what is fetched by then is stored.'],
  ['force-stop', 2, '2 pages are in flight and dropped; what is stored is kept.'],
  ['resume', 0, 'The run goes on where it was; pages that were stored are not fetched again.'],
])('%s says what becomes of %i pages in flight', (verb, inFlight, words) => {
  expect(effectsOf({ verb, run, job, inFlight })).toEqual([words]);
});

test('a pause, a stop and a stop of the run alone say what becomes of the schedule', () => {
  const told = (verb: ToldVerb): string[] => effectsOf({ verb, run: null, job: hourly, inFlight: 0 });
  expect(told('pause')).toEqual([
    'Times of the schedule that pass meanwhile are missed and not made up for.',
  ]);
  expect(told('stop')).toEqual(['Its schedule is off until it is started or put back on its schedule.']);
  expect(told('stop-run')).toEqual(['The schedule of the job stays as it is.']);
  expect(told('start')).toEqual([]);
});

test('the grace ends as long after the stop as the job allows, and only a stopping run has one', () => {
  const history = [{ at: START, from: 'running', to: 'stopping', event: 'stop', by: 'api' }] as const;
  expect(graceEndsAt({ ...run, state: 'stopping', history })).toBe(START.getTime() + 30_000);
  expect(graceEndsAt({ ...run, state: 'running', history })).toBeNull();
});
