// Whatever hosts a run has, at whatever pace, and whenever its chunks are done: every URL is cut once before the run has
// nothing left to do. The planner and the run's window are the real ones, fetching is replaced by ending chunks in any order.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlanChunks } from '../../../activities/plan/plan-chunks.ts';
import { parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { NO_COUNTS } from '../../../domain/run/ledger.ts';
import { chunkToLaunch, isExhausted, toRound, wantsRound } from '../../../domain/run/flow/decisions.ts';
import { type CommittedChunk, nextFlow, openFlow, type ChunkFlow } from '../../../domain/run/flow/flow.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';

const RUN = 'run_1';
const WINDOW = 6;
const MAX_ROUNDS = 3_000;

interface Site {
  readonly urls: number;
  readonly own: boolean;
}

interface Case {
  readonly sites: readonly Site[];
  readonly delayMs: number | undefined;
  readonly seq: number;
  /** Which of the open chunks is done next: numbers used in turn. */
  readonly order: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  sites: fc.array(fc.record({ urls: fc.integer({ min: 1, max: 120 }), own: fc.boolean() }), {
    minLength: 1,
    maxLength: 7,
  }),
  delayMs: fc.constantFrom(undefined, 0, 20, 100, 300, 1_000, 5_000),
  seq: fc.constantFrom(1, 2),
  order: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 9 }),
});

const DONE: CommittedChunk = { counts: NO_COUNTS, news: false };

function launchAll(window: ChunkFlow): ChunkFlow {
  if (chunkToLaunch(window, 'running') === undefined) return window;
  return launchAll(nextFlow(window, { type: 'launched' }));
}

/** Runs the planner until the window has nothing left; returns how often each URL was cut. */
async function runToTheEnd({ sites, delayMs, seq, order }: Case): Promise<number[]> {
  const names = sites.map(({ own }, n) => `${'hgfedcb'[n]}.${own ? 'own' : 'foreign'}.test`);
  const { ports, stores } = createDispatchScene(() => null);
  await stores.runs.insert(sampleRun(RUN, { seq, config: configOf({ fetch: { delayMs } }) }));
  const ownHosts = parseAllowHosts(names.filter((name) => name.includes('.own.')).join(',')).entries;
  const planner = createPlanChunks({ ...ports, frontier: stores.frontier, chunkMax: 40, ownHosts });
  const urls = names.flatMap((name, n) =>
    Array.from({ length: sites[n]?.urls ?? 0 }, (_, at) => `http://${name}/${at}`),
  );
  await stores.frontier.offer(
    RUN,
    1,
    urls.map((url) => ({ urlKey: url, url, depth: 1 })),
    0,
  );
  let window = openFlow(WINDOW);
  window = nextFlow(window, { type: 'discovered', seeds: urls.length, more: false });
  for (let turn = 0; !isExhausted(window); turn += 1) {
    if (turn > MAX_ROUNDS) throw new Error(`still at work: ${JSON.stringify(window)}`);
    if (wantsRound(window, Date.now())) {
      const asked = { runId: RUN, ...toRound(window) };
      window = nextFlow(window, { type: 'planning' });
      const planned = await inActivity(() => planner.planChunks(asked));
      window = nextFlow(window, { type: 'planned', planned, now: Date.now() });
    }
    window = launchAll(window);
    const { open } = window;
    const chunkNo = open[(order[turn % order.length] ?? 0) % open.length];
    if (chunkNo === undefined) continue;
    await stores.chunks.move(`${RUN}:${chunkNo}`, ['planned'], { state: 'committed' });
    window = nextFlow(window, { type: 'committed', chunkNo, chunk: DONE });
  }
  const entries = await stores.frontier.list(RUN, null, urls.length + 1);
  return entries.map(({ chunks }) => chunks.length);
}

it('a run has cut every URL of its hosts once when nothing is left to do', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (each) => {
      const cut = await runToTheEnd(each);
      expect(cut.filter((times) => times !== 1)).toEqual([]);
      expect(cut).toHaveLength(each.sites.reduce((sum, { urls }) => sum + urls, 0));
    }),
    { numRuns: 30 },
  );
});

it.each([20, 100, 300, 1_000])('a host at a pause of %d ms is asked for all its pages', async (delayMs) => {
  const cut = await runToTheEnd({ sites: [{ urls: 200, own: true }], delayMs, seq: 1, order: [0] });
  expect(cut.filter((times) => times !== 1)).toEqual([]);
});
