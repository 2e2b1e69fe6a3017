import { beforeEach, expect, test } from 'vitest';
import { WorkLog } from '../../workers/work-log.ts';

let now = 0;
let log: WorkLog;

beforeEach(() => {
  now = 1_000_000;
  log = new WorkLog(8, () => now);
});

test('what is in hand is told with the time it began, the longest first', () => {
  const endFirst = log.begin({ what: 'parse', runId: 'run_1', chunkNo: 3 });
  now += 500;
  log.begin({ what: 'store', runId: 'run_1', chunkNo: 2 });
  expect(log.report()).toMatchObject({
    load: { slots: 8, slotsUsed: 2, done: 0, failed: 0 },
    work: [
      { what: 'parse', runId: 'run_1', chunkNo: 3, since: 1_000_000 },
      { what: 'store', runId: 'run_1', chunkNo: 2, since: 1_000_500 },
    ],
  });
  endFirst();
  expect(log.report().work).toMatchObject([{ what: 'store' }]);
});

test('of very much work a few pieces are told and all are counted', () => {
  for (let chunkNo = 1; chunkNo <= 300; chunkNo += 1) log.begin({ what: 'scrape', runId: 'run_1', chunkNo });
  expect(log.report().work).toHaveLength(8);
  expect(log.report().load.slotsUsed).toBe(300);
});

test('what has been in hand for long is counted apart', () => {
  log.begin({ what: 'fetch' });
  now += 4_000;
  const end = log.begin({ what: 'fetch' });
  expect(log.heldLonger(3_000)).toBe(1);
  now += 4_000;
  expect(log.heldLonger(3_000)).toBe(2);
  end();
  expect(log.heldLonger(3_000)).toBe(1);
});

test('the last failure stays, cut to a readable length, and a piece ends once', () => {
  const end = log.begin({ what: 'store' });
  now += 2_000;
  end(new Error('x'.repeat(5_000)));
  end();
  const { load, lastError } = log.report();
  expect(load).toMatchObject({ done: 0, failed: 1, slotsUsed: 0 });
  expect(lastError).toEqual({ at: new Date(1_002_000), what: 'store', message: 'x'.repeat(300) });
});

test('the rate is that of the last minute, not of the whole life', () => {
  const work = (pieces: number): void => {
    for (let piece = 0; piece < pieces; piece += 1) log.begin({ what: 'fetch' })();
  };
  work(600);
  for (let beat = 0; beat < 12; beat += 1) {
    now += 5_000;
    log.report();
  }
  expect(log.report().load.perMinute).toBe(600);
  for (let beat = 0; beat < 12; beat += 1) {
    now += 5_000;
    work(1);
    log.report();
  }
  expect(log.report().load.perMinute).toBe(12);
});
