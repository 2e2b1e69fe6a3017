import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { chunkCounts, runCounts } from '../../../../domain/upkeep/tally/count-up.ts';
import { addUp } from '../../../../domain/run/tally/tally-counts.ts';

it('a chunk counts its visits by reason, and what a second look takes back takes nothing from it', () => {
  const counts = { ...NO_COUNTS, stored: 1, failed: -1, requests: 3, waitMs: 1_500, reasons: { changed: 1 } };
  const sums = addUp([chunkCounts({ _id: 'c', counts }), chunkCounts({ _id: 'd' })]);
  expect(sums).toEqual({ 'visits|stored|changed': 1, chunks: 1, requests: 3, waitSeconds: 1.5 });
});

it('a reason of a newer version is counted as unknown, so that labels stay few', () => {
  const counts = { ...NO_COUNTS, reasons: { 'from-the-future': 2 } };
  expect(chunkCounts({ _id: 'c', counts })).toMatchObject({ 'visits|unknown|unknown': 2 });
});

it('a run without totals counts nothing', () => {
  expect(runCounts({ _id: 'r', jobId: 'j', trigger: 'manual', ending: 'stopped' })).toEqual({});
});

it('a counter never falls', () => {
  expect(addUp([{ a: 2 }, { a: -1, b: 0 }, { a: 1 }])).toEqual({ a: 3 });
});
