import { expect, test } from 'vitest';
import { FetchPermits, reasonNotToFetch } from '../../../../domain/run/dispatch/guard.ts';
import { scrapeMessage } from '../../../support/scrape-message.ts';

const message = scrapeMessage({ sendBy: 1_000, gateSeq: 3 });

test('a message in time of an open run is fetched', () => {
  expect(reasonNotToFetch(message, 1_000, new FetchPermits())).toBeNull();
});

test('after its time it is late', () => {
  expect(reasonNotToFetch(message, 1_001, new FetchPermits())).toBe('late');
});

test.each([
  ['closed before it was published', { gateSeq: 2, open: false }, null],
  ['closed when it was published', { gateSeq: 3, open: false }, 'gated'],
  ['closed since', { gateSeq: 4, open: false }, 'gated'],
  ['opened again', { gateSeq: 4, open: true }, null],
])('a gate %s', (_name, gate, expected) => {
  const gates = new FetchPermits();
  gates.note({ runId: 'r1', ...gate });
  expect(reasonNotToFetch(message, 0, gates)).toBe(expected);
  expect(reasonNotToFetch({ ...message, runId: 'other' }, 0, gates)).toBeNull();
});

test('an older gate that arrives late changes nothing', () => {
  const gates = new FetchPermits();
  gates.note({ runId: 'r1', gateSeq: 5, open: true });
  gates.note({ runId: 'r1', gateSeq: 4, open: false });
  expect(gates.closedFor(message)).toBe(false);
});

test('memory of gates is bounded, and the newest stay', () => {
  const gates = new FetchPermits();
  for (let run = 0; run < 5_000; run += 1) gates.note({ runId: `r${run}`, gateSeq: 9, open: false });
  expect(gates.closedFor({ ...message, runId: 'r0' })).toBe(false);
  expect(gates.closedFor({ ...message, runId: 'r4999' })).toBe(true);
});
