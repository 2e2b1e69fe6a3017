import { describe, expect, test } from 'vitest';
import type { ReplayForecast } from '../../../../api/schemas/recovery/dead-letter.ts';
import {
  canReplay,
  forecastLines,
  replayedWords,
  whyGivenUp,
} from '../../../../dashboard/run/dead-letter-list/letter-words.ts';
import { choiceOf } from '../../../../dashboard/run/dead-letter-list/use-letters.ts';

const JOB = { jobId: 'job_1', jobName: 'Tents', pages: 3, left: 0, runId: null, refusal: null, note: null };
const forecast = (fields: Partial<ReplayForecast> = {}): ReplayForecast => ({
  pages: 3,
  deliveries: 0,
  jobs: [JOB],
  hosts: [],
  expectedMs: 3_000,
  detail: 'shop.test is asked once every 1 s: about 3 s for 3 pages.',
  refused: [],
  isCut: false,
  ...fields,
});

describe('the question before a replay', () => {
  test('says pages, runs and time', () => {
    expect(forecastLines(forecast())).toEqual([
      '3 pages in one run.',
      'shop.test is asked once every 1 s: about 3 s for 3 pages.',
    ]);
  });

  test('says what is refused, left out and cut', () => {
    const refused = { ...JOB, refusal: 'The job is running.', left: 2 };
    const lines = forecastLines(
      forecast({
        pages: 0,
        deliveries: 1,
        jobs: [refused],
        refused: [{ letterId: 'l', detail: '' }],
        isCut: true,
      }),
    );
    expect(lines).toEqual([
      '1 message is sent again.',
      'Tents: The job is running.',
      'Tents: 2 pages beyond the limit of one run stay as they are.',
      '1 letter can not be replayed as they are: edit or discard them.',
      'There are more dead letters than are tried again at once: 10,000 are.',
    ]);
    expect(canReplay({ pages: 0, deliveries: 1 })).toBe(true);
    expect(canReplay({ pages: 0, deliveries: 0 })).toBe(false);
  });

  test('afterwards it says what was begun', () => {
    const jobs = [
      { ...JOB, runId: 'run_1' },
      { ...JOB, refusal: 'The job is running.' },
    ];
    expect(replayedWords({ pages: 3, deliveries: 0, jobs, refused: [], isCut: false })).toBe(
      'Tried again: 3 pages in 1 run. 1 job could not start.',
    );
  });
});

test.each([
  [{}, { all: true }],
  [{ state: 'open' }, { all: true }],
  [
    { origin: 'url', host: 'a.test' },
    { origin: ['url'], host: 'a.test' },
  ],
  [
    { reason: 'dns,timeout', jobId: 'job_1' },
    { reason: ['dns', 'timeout'], jobId: 'job_1' },
  ],
])('the filters %j mean the letters %j', (search, choice) => {
  expect(choiceOf(search)).toEqual(choice);
});

test('a letter says in words why it was given up, not by the code of the reason', () => {
  const means = 'The host answered with an error on every attempt.';
  expect(whyGivenUp({ means, detail: 'HTTP 500' })).toBe(`${means} HTTP 500`);
  expect(whyGivenUp({ means, detail: '' })).toBe(means);
});
