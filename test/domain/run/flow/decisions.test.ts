import { describe, expect, it } from 'vitest';
import { RUN_STATES } from '../../../../domain/run/lifecycle.ts';
import {
  canContinue,
  chunkToLaunch,
  endingOf,
  goesOn,
  hasMoved,
  isExhausted,
  isQuiet,
  isSmall,
  toCursor,
  toRound,
  waitMs,
  wantsRound,
  wantsSource,
} from '../../../../domain/run/flow/decisions.ts';
import { type ChunkFlow, type CommittedChunk, nextFlow, openFlow } from '../../../../domain/run/flow/flow.ts';

const NOW = 1_000_000;
const REASON = { code: 'stage-failed', detail: 'store failed' } as const;

function flowWith(fields: Partial<ChunkFlow> = {}): ChunkFlow {
  return { ...openFlow(3), ...fields };
}

/** A run with one thing left to do, by its name. */
const LEFT = {
  'a queued chunk': { queue: [1] },
  'an open chunk': { open: [1] },
  'a chunk with news for the planner': { sources: [1] },
  'entries left over': { leftOver: true },
  'more of the source to read': { moreSource: true },
  'seeds no round has seen': { newSeeds: true },
  'a visit that waits for its time': { nextPlanAt: NOW + 60_000 },
} satisfies Record<string, Partial<ChunkFlow>>;

describe('a run goes on', () => {
  it.each(Object.entries(LEFT))('while there is %s', (_, fields) => {
    expect(isExhausted(flowWith(fields))).toBe(false);
    expect(goesOn(flowWith(fields), 'running')).toBe(true);
  });

  it('while it is paused, even with nothing left to do', () => {
    expect(goesOn(flowWith(), 'paused')).toBe(true);
    expect(goesOn(flowWith(), 'running')).toBe(false);
  });

  it.each(RUN_STATES)('no more after a failure, being %s', (state) => {
    expect(goesOn(flowWith({ queue: [1], failure: REASON }), state)).toBe(false);
  });
});

describe('the next chunk', () => {
  it('is the first of the queue while the flow has room', () => {
    expect(chunkToLaunch(flowWith({ queue: [4, 5], open: [2, 3] }), 'running')).toBe(4);
    expect(chunkToLaunch(flowWith({ queue: [4, 5], open: [1, 2, 3] }), 'running')).toBeUndefined();
    expect(chunkToLaunch(flowWith(), 'running')).toBeUndefined();
  });

  it('is launched only while the gate is open and nothing has failed', () => {
    const open = RUN_STATES.filter((state) => chunkToLaunch(flowWith({ queue: [4] }), state) === 4);
    expect(open).toEqual(['starting', 'running']);
    expect(chunkToLaunch(flowWith({ queue: [4], failure: REASON }), 'running')).toBeUndefined();
  });
});

describe('a planning round', () => {
  it.each<{ when: string; fields: Partial<ChunkFlow>; wanted: boolean }>([
    { when: 'nothing is left', fields: {}, wanted: false },
    { when: 'a chunk has news', fields: { sources: [1] }, wanted: true },
    {
      when: 'a chunk has news, and the queue has room',
      fields: { sources: [1], queue: [2, 3] },
      wanted: true,
    },
    {
      when: 'a chunk has news, and the queue is full',
      fields: { sources: [1], queue: [2, 3, 4] },
      wanted: false,
    },
    { when: 'the source has brought seeds', fields: { newSeeds: true }, wanted: true },
    { when: 'a visit is due', fields: { nextPlanAt: NOW }, wanted: true },
    { when: 'a visit is due later', fields: { nextPlanAt: NOW + 1 }, wanted: false },
    { when: 'entries are left over and nothing is open', fields: { leftOver: true }, wanted: true },
    {
      when: 'entries are left over beside an open chunk',
      fields: { leftOver: true, open: [1] },
      wanted: false,
    },
    { when: 'a paced host has more, and none was done', fields: { more: true, open: [1] }, wanted: false },
    {
      when: 'a paced host has more, and one was done',
      fields: { more: true, isOneDone: true, open: [1] },
      wanted: true,
    },
    {
      when: 'a paced host has more, and one is queued',
      fields: { more: true, isOneDone: true, queue: [1] },
      wanted: false,
    },
  ])('is asked for when $when: $wanted', ({ fields, wanted }) => {
    expect(wantsRound(flowWith(fields), NOW)).toBe(wanted);
  });

  it('is told what is out, and what it has to look at', () => {
    const flow = flowWith({ round: 7, nextChunkNo: 9, open: [5], queue: [7, 8], sources: [6] });
    expect(toRound(flow)).toEqual({
      round: 7,
      firstChunkNo: 9,
      sourceChunks: [6],
      openChunks: [5, 7, 8],
      flush: false,
    });
    expect(toRound(flowWith({ sources: [6], seedsFile: 'seeds' }))).toMatchObject({
      flush: true,
      seedsFile: 'seeds',
    });
  });
});

describe('more of the source', () => {
  const counts = { ...openFlow(1).counts, discovered: 60_000 };

  it.each<{ when: string; fields: Partial<ChunkFlow>; wanted: boolean }>([
    { when: 'it has more', fields: { moreSource: true }, wanted: true },
    { when: 'it is read to its end', fields: {}, wanted: false },
    { when: 'it is being read', fields: { moreSource: true, reading: true }, wanted: false },
    { when: 'many URLs wait', fields: { moreSource: true, counts }, wanted: false },
    {
      when: 'few of many URLs wait',
      fields: {
        moreSource: true,
        counts: { ...counts, stored: 4_000, unchanged: 4_000, failed: 1_000, skipped: 1_001 },
      },
      wanted: true,
    },
  ])('is read when $when: $wanted', ({ fields, wanted }) => {
    expect(wantsSource(flowWith(fields), 'running')).toBe(wanted);
    expect(wantsSource(flowWith(fields), 'paused')).toBe(false);
  });
});

describe('a run waits', () => {
  it.each<{ when: string; fields: Partial<ChunkFlow>; ms: number | null }>([
    { when: 'nothing is left', fields: {}, ms: 0 },
    { when: 'a chunk was done while the planner was at work', fields: { open: [2], sources: [1] }, ms: 0 },
    { when: 'a round is wanted and nothing is open', fields: { leftOver: true }, ms: 0 },
    { when: 'a round is wanted for a paced host', fields: { more: true, isOneDone: true, open: [1] }, ms: 0 },
    { when: 'a visit is due beside an open chunk', fields: { open: [1], nextPlanAt: NOW }, ms: 1_000 },
    { when: 'a chunk is open', fields: { open: [1] }, ms: null },
    { when: 'a visit waits for its time', fields: { nextPlanAt: NOW + 60_000 }, ms: 60_000 },
    { when: 'a visit is due in a moment', fields: { nextPlanAt: NOW + 5 }, ms: 1_000 },
    { when: 'chunks are queued', fields: { open: [1], queue: [2], nextPlanAt: NOW + 60_000 }, ms: null },
  ])('when $when: $ms ms', ({ fields, ms }) => {
    expect(waitMs(flowWith(fields), NOW)).toBe(ms);
  });

  it('until a chunk is done, a reading has ended, or something has failed', () => {
    const before = flowWith({ open: [1], reading: true });
    expect(hasMoved(before, before)).toBe(false);
    expect(hasMoved(before, { ...before, scraped: [1] })).toBe(false);
    expect(hasMoved(before, { ...before, counts: { ...before.counts, chunks: 1 } })).toBe(true);
    expect(hasMoved(before, { ...before, reading: false })).toBe(true);
    expect(hasMoved(before, { ...before, failure: REASON })).toBe(true);
  });
});

describe('a planning round is small', () => {
  const oneUrl = nextFlow(openFlow(3), { type: 'discovered', seeds: 1, more: false });
  const counts = { stored: 1, unchanged: 0, failed: 0, skipped: 0, changes: 0, reasons: {} };
  const committed = (chunk: Partial<CommittedChunk>): ChunkFlow =>
    nextFlow(oneUrl, { type: 'committed', chunkNo: 1, chunk: { counts, news: true, ...chunk } });

  it('while the run has a few URLs and its chunks found few links', () => {
    expect(isSmall(oneUrl)).toBe(true);
    expect(isSmall(committed({ fewLinks: true }))).toBe(true);
    expect(isSmall(committed({ news: false }))).toBe(true);
  });

  it('not with many seeds, with more of the source to read, or with many URLs found since', () => {
    expect(isSmall(nextFlow(openFlow(3), { type: 'discovered', seeds: 11, more: false }))).toBe(false);
    expect(isSmall(nextFlow(openFlow(3), { type: 'discovered', seeds: 1, more: true }))).toBe(false);
    const planned = { chunks: [1], discovered: 11, nextPlanAt: null, leftOver: false };
    expect(isSmall(nextFlow(oneUrl, { type: 'planned', planned, now: NOW }))).toBe(false);
  });

  it('not when a chunk found many links, until a round has read them', () => {
    const flow = committed({});
    expect(isSmall(flow)).toBe(false);
    expect(isSmall(nextFlow(flow, { type: 'planning' }))).toBe(true);
  });
});

describe('the next execution', () => {
  it('takes over when no chunk is open and nothing is read', () => {
    expect(isQuiet(flowWith({ queue: [1] }))).toBe(true);
    expect(isQuiet(flowWith({ open: [1] }))).toBe(false);
    expect(isQuiet(flowWith({ reading: true }))).toBe(false);
  });

  it('waits for a round where seeds are in a file', () => {
    expect(canContinue(flowWith())).toBe(true);
    expect(canContinue(flowWith({ seedsFile: 'seeds' }))).toBe(false);
  });

  const carried = Object.entries(LEFT).filter(([name]) => name !== 'an open chunk');

  it.each(carried)('is told of %s', (_, fields) => {
    const flow = openFlow(3, toCursor(flowWith(fields), NOW));
    expect(isExhausted(flow)).toBe(false);
    // What is due or left over comes first, whatever waits for a later time.
    const due = 'leftOver' in fields || 'newSeeds' in fields || 'sources' in fields;
    expect(wantsRound(flow, NOW)).toBe(due);
  });

  it('goes on with the numbers and counts of this one', () => {
    const counts = { ...openFlow(1).counts, chunks: 4, discovered: 70, stored: 9 };
    const cursor = toCursor(flowWith({ round: 7, nextChunkNo: 9, queue: [7, 8], counts }), NOW);
    // Nothing is known of the links that the chunks before may have found.
    const known = { round: 7, nextChunkNo: 9, queue: [7, 8], counts, manyLinks: true };
    expect(openFlow(3, cursor)).toEqual(flowWith(known));
  });
});

describe('a run ends', () => {
  const some = { counts: { ...openFlow(1).counts, discovered: 12 } };

  it.each([
    {
      when: 'something failed',
      fields: { ...some, failure: REASON },
      isStopped: false,
      ending: 'failed',
      code: 'stage-failed',
    },
    {
      when: 'something failed before a stop',
      fields: { failure: REASON },
      isStopped: true,
      ending: 'failed',
      code: 'stage-failed',
    },
    { when: 'it was stopped', fields: some, isStopped: true, ending: 'stopped', code: 'stopped-by-user' },
    { when: 'there was nothing', fields: {}, isStopped: false, ending: 'completed', code: 'nothing-to-do' },
    { when: 'all is done', fields: some, isStopped: false, ending: 'completed', code: 'all-done' },
  ])('when $when: $ending, $code', ({ fields, isStopped, ending, code }) => {
    expect(endingOf(flowWith(fields), isStopped)).toMatchObject({ ending, reason: { code } });
  });
});
