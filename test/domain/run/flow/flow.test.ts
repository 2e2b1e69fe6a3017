// The flow through whole runs: any source, any planner, chunks done in any order, executions that take over at any time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chunkToLaunch,
  goesOn,
  isExhausted,
  isQuiet,
  type RoundRequest,
  toCursor,
  toRound,
  waitMs,
  wantsRound,
  wantsSource,
} from '../../../../domain/run/flow/decisions.ts';
import {
  nextFlow,
  openFlow,
  type PlannedRound,
  type ChunkFlow,
  type FlowEvent,
} from '../../../../domain/run/flow/flow.ts';

const NO_COUNTS = { stored: 0, unchanged: 0, failed: 0, skipped: 0, changes: 0, reasons: {} };
const FULL = 8;
const MAX_TURNS = 5_000;

interface Case {
  readonly size: number;
  /** URLs of each reading of the source. */
  readonly readings: readonly number[];
  /** What the chunks find, in turn: links, and visits to be made again after a while. */
  readonly finds: readonly { readonly links: number; readonly again: number; readonly afterMs: number }[];
  readonly isPaced: boolean;
  /** What happens next: numbers used in turn. */
  readonly order: readonly number[];
  /** Another execution takes over each so many turns; 0: never. */
  readonly continueEvery: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  readings: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 }),
  finds: fc.array(
    fc.record({ links: fc.nat({ max: 12 }), again: fc.nat({ max: 3 }), afterMs: fc.nat({ max: 90_000 }) }),
    { maxLength: 8 },
  ),
  isPaced: fc.boolean(),
  order: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 9 }),
  continueEvery: fc.nat({ max: 5 }),
});

/** The world outside of the flow: what a source, a planner and the pages would say. */
class World {
  now = 1_000_000;
  offered = 0;
  visited = 0;
  readonly launched: number[] = [];
  readonly planned: number[] = [];
  readonly #readings: number[];
  readonly #finds: Case['finds'][number][];
  readonly #isPaced: boolean;
  /** URLs that are due, those that wait for their time, and those only their chunk knows of yet. */
  #due = 0;
  #later: { at: number; urls: number }[] = [];
  readonly #news = new Map<number, Case['finds'][number]>();
  readonly #sizes = new Map<number, number>();

  constructor({ readings, finds, isPaced }: Case) {
    this.#readings = [...readings];
    this.#finds = [...finds];
    this.#isPaced = isPaced;
  }

  get left(): number {
    const readings = this.#readings.reduce((sum, urls) => sum + urls, 0);
    return readings + this.#due + this.#later.length + this.#news.size + this.#sizes.size;
  }

  read(): { seeds: number; more: boolean } {
    const urls = this.#readings.shift() ?? 0;
    this.offered += urls;
    this.#due += urls;
    return { seeds: this.offered, more: this.#readings.length > 0 };
  }

  plan({ sourceChunks, firstChunkNo, flush }: RoundRequest): PlannedRound {
    for (const chunkNo of sourceChunks) this.#take(chunkNo);
    this.#due += this.#later.filter(({ at }) => at <= this.now).reduce((sum, { urls }) => sum + urls, 0);
    this.#later = this.#later.filter(({ at }) => at > this.now);
    const chunks: number[] = [];
    while (chunks.length < 2 && this.#due >= (flush ? 1 : FULL)) {
      const urls = Math.min(FULL, this.#due);
      this.#due -= urls;
      chunks.push(firstChunkNo + chunks.length);
      this.#sizes.set(firstChunkNo + chunks.length - 1, urls);
    }
    this.planned.push(...chunks);
    return {
      chunks,
      discovered: this.offered,
      nextPlanAt: this.#later.length === 0 ? null : Math.min(...this.#later.map(({ at }) => at)),
      leftOver: this.#due > 0,
      ...(this.#isPaced && this.#due > 0 ? { more: true } : {}),
    };
  }

  #take(chunkNo: number): void {
    const { links = 0, again = 0, afterMs = 0 } = this.#news.get(chunkNo) ?? {};
    this.#news.delete(chunkNo);
    this.offered += links + again;
    this.#due += links;
    if (again > 0) this.#later.push({ at: this.now + afterMs, urls: again });
  }

  commit(chunkNo: number): FlowEvent {
    const urls = this.#sizes.get(chunkNo) ?? 0;
    this.#sizes.delete(chunkNo);
    this.visited += urls;
    const found = this.#finds.shift();
    if (found !== undefined) this.#news.set(chunkNo, found);
    const counts = { ...NO_COUNTS, stored: urls };
    return { type: 'committed', chunkNo, chunk: { counts, news: found !== undefined } };
  }
}

/** What can happen to a run that waits: a chunk is done, a reading has ended, or a time has come. */
function happenings(flow: ChunkFlow, world: World): (() => ChunkFlow)[] {
  const ms = waitMs(flow, world.now);
  return [
    ...flow.open.map((chunkNo) => () => nextFlow(flow, world.commit(chunkNo))),
    ...(flow.reading ? [() => nextFlow(flow, { type: 'read', ...world.read() })] : []),
    ...(ms === null ? [] : [() => passTime(flow, world, ms)]),
  ];
}

function passTime(flow: ChunkFlow, world: World, ms: number): ChunkFlow {
  world.now += ms;
  return flow;
}

function launchAll(start: ChunkFlow, world: World): ChunkFlow {
  let flow = start;
  for (;;) {
    const chunkNo = chunkToLaunch(flow, 'running');
    if (chunkNo === undefined) return flow;
    world.launched.push(chunkNo);
    flow = nextFlow(flow, { type: 'launched' });
    expect(flow.open).toContain(chunkNo);
    expect(flow.open.length).toBeLessThanOrEqual(flow.size);
  }
}

function planIfWanted(flow: ChunkFlow, world: World): ChunkFlow {
  if (!wantsRound(flow, world.now)) return flow;
  const round = toRound(flow);
  const asked = nextFlow(flow, { type: 'planning' });
  return nextFlow(asked, { type: 'planned', planned: world.plan(round), now: world.now });
}

function takeOver(start: ChunkFlow, world: World): ChunkFlow {
  let flow = start;
  while (!isQuiet(flow)) flow = happenings(flow, world)[0]?.() ?? flow;
  return openFlow(start.size, JSON.parse(JSON.stringify(toCursor(flow, world.now))));
}

/** The loop of the workflow, with everything that is awaited decided by the case. */
function run(given: Case): World {
  const world = new World(given);
  let flow = nextFlow(openFlow(given.size), { type: 'discovered', ...world.read() });
  for (let turn = 1; goesOn(flow, 'running'); turn += 1) {
    if (turn > MAX_TURNS) throw new Error(`still at work: ${JSON.stringify(flow)}`);
    if (given.continueEvery > 0 && turn % given.continueEvery === 0) flow = takeOver(flow, world);
    flow = launchAll(planIfWanted(flow, world), world);
    if (wantsSource(flow, 'running')) flow = nextFlow(flow, { type: 'reading' });
    if (isExhausted(flow) || waitMs(flow, world.now) === 0) continue;
    const next = happenings(flow, world);
    expect(next.length, 'a run that waits for nothing').toBeGreaterThan(0);
    flow = next[(given.order[turn % given.order.length] ?? 0) % next.length]?.() ?? flow;
  }
  return world;
}

describe('a run', () => {
  it('ends when nothing is left to do, and not before', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const world = run(given);
        expect(world.left).toBe(0);
        expect(world.visited).toBe(world.offered);
      }),
      { numRuns: 500 },
    );
  });

  it('launches every chunk once, in the order of the plan, whatever execution it is in', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { launched, planned } = run(given);
        expect(launched).toEqual(planned);
        expect(launched).toEqual(launched.map((_, at) => at + 1));
      }),
      { numRuns: 500 },
    );
  });
});

const REASON = { code: 'stage-failed', detail: 'store failed' } as const;

describe('what happens to a flow', () => {
  const open = { ...openFlow(3), open: [1, 2], scraped: [1, 2] };

  it('leaves the value it was as it was', () => {
    const before = structuredClone(open);
    nextFlow(open, { type: 'chunk-failed', chunkNo: 1, reason: REASON });
    nextFlow(open, {
      type: 'planned',
      planned: { chunks: [3], discovered: 9, nextPlanAt: 5, leftOver: true },
      now: 1,
    });
    expect(open).toEqual(before);
  });

  it('takes a chunk that is done out of those in flight, and adds up what it has', () => {
    const counts = { ...NO_COUNTS, stored: 2, failed: 1, changes: 1, reasons: { changed: 2 } };
    const once = nextFlow(open, { type: 'committed', chunkNo: 1, chunk: { counts, news: true } });
    expect(once).toMatchObject({ open: [2], scraped: [2], sources: [1], isOneDone: true });
    const twice = nextFlow(once, {
      type: 'committed',
      chunkNo: 2,
      chunk: { counts: { ...counts, reasons: {} }, news: false },
    });
    expect(twice).toMatchObject({ open: [], sources: [1], lastReasons: { changed: 2 } });
    expect(twice.counts).toMatchObject({ chunks: 2, stored: 4, failed: 2, changes: 2 });
  });

  it('keeps the first failure', () => {
    const later = { code: 'configuration-error', detail: 'later' } as const;
    const failed = nextFlow(open, { type: 'chunk-failed', chunkNo: 1, reason: REASON });
    expect(failed).toMatchObject({ open: [2], scraped: [2], failure: REASON });
    expect(nextFlow(failed, { type: 'failed', reason: later }).failure).toEqual(REASON);
    const reading = nextFlow({ ...open, reading: true }, { type: 'reading-failed', reason: later });
    expect(reading).toMatchObject({ reading: false, failure: later });
  });

  it('counts as new seeds only what the run did not have', () => {
    const known = { ...open, reading: true, counts: { ...open.counts, discovered: 10 } };
    expect(nextFlow(known, { type: 'read', seeds: 10, more: true })).toMatchObject({
      reading: false,
      moreSource: true,
      newSeeds: false,
    });
    expect(nextFlow(known, { type: 'read', seeds: 11, more: false })).toMatchObject({
      newSeeds: true,
      moreSource: false,
      counts: { discovered: 11 },
    });
  });

  it('never plans a time that is past: the clock of the database may be behind', () => {
    const planned = { chunks: [], discovered: 0, nextPlanAt: 500, leftOver: false };
    expect(nextFlow(open, { type: 'planned', planned, now: 1_000 }).nextPlanAt).toBe(2_000);
    expect(nextFlow(open, { type: 'planned', planned, now: -1_000 }).nextPlanAt).toBe(500);
  });

  it('hands over what a round looks at, and keeps what is done meanwhile for the next one', () => {
    const flow = { ...open, sources: [7], newSeeds: true, isOneDone: true, seedsFile: 'seeds' };
    const asked = nextFlow(flow, { type: 'planning' });
    expect(asked).toMatchObject({ sources: [], newSeeds: false, isOneDone: false });
    expect(asked).not.toHaveProperty('seedsFile');
    const chunk = { counts: NO_COUNTS, news: true };
    const done = nextFlow(asked, { type: 'committed', chunkNo: 1, chunk });
    const planned = { chunks: [8], discovered: 0, nextPlanAt: null, leftOver: false };
    expect(nextFlow(done, { type: 'planned', planned, now: 0 })).toMatchObject({
      sources: [1],
      queue: [8],
      isOneDone: true,
    });
  });
});
