// How long it takes from the beginning of a load until a further scraper works: the looks of the policy, and the start of the
// process. `npm run build && npx tsx bench/scale-up.ts [--rounds 3]`.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../adapters/env/config.ts';
import { type Mongo, createMongo } from '../adapters/mongo/mongo.ts';
import { rangesOf, startFleet } from '../cli/stack/fleet.ts';
import { startTestServices } from '../cli/stack/test-services.ts';
import { isTerminal } from '../domain/run/lifecycle.ts';
import { parseRange } from '../domain/health/scaling/process-range.ts';
import { firstState } from '../domain/health/scaling/scaling-policy.ts';
import { type ManyHosts, startManyHosts } from '../test/support/many-hosts.ts';
import { type ServedWebloom, serveWebloom } from '../test/support/served-webloom.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const ROUNDS = Number(values.rounds);
const NAME = 'scale-up';
const RANGE = parseRange('1..2', '');
const PAGES = 200;
const ANSWER_MS = 150;
/** Shorter than in earnest, so that the next round can begin soon; it has no part in growing. */
const QUIET_MS = 10_000;
const POLL_MS = 100;

interface Scene {
  readonly stack: ServedWebloom;
  readonly mongo: Mongo;
  readonly many: ManyHosts;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(POLL_MS);
}

async function shortenQuiet({ mongo }: Scene): Promise<void> {
  for (;;) {
    const before = (await mongo.scaling.list()).find(({ _id }) => _id === 'scraper');
    const state = { ...firstState(RANGE, 0), quietMs: QUIET_MS, changedAt: Date.now() };
    const next = before === undefined ? null : { ...before, state, revision: before.revision + 1 };
    if (next !== null && (await mongo.scaling.save(next, next.revision - 1))) return;
    await delay(POLL_MS);
  }
}

/** Seconds until the process is started, and until it has said that it lives. */
async function growOnce({ stack, many }: Scene): Promise<{ decided: number; alive: number }> {
  const { api, webloom } = stack;
  await until(() => webloom.count('scraper') === 1);
  const config = {
    source: { kind: 'pages' as const, urls: [...many.urls] },
    changes: { sampleNoise: false },
    fetch: { obeyRobots: false },
  };
  const { jobId } = await api.createJob({ config });
  const known = new Set((await api.agents()).items.map(({ pid }) => pid));
  const startedAt = performance.now();
  const since = (): number => (performance.now() - startedAt) / 1_000;
  const { runId } = await api.act(jobId, 'start');
  await until(() => webloom.count('scraper') === 2);
  const decided = since();
  await until(async () =>
    (await api.agents()).items.some(({ role, pid }) => role === 'scraper' && !known.has(pid)),
  );
  const alive = since();
  await until(async () => isTerminal((await api.run(runId ?? '')).state));
  return { decided, alive };
}

async function main(): Promise<void> {
  const many = await startManyHosts({ pages: PAGES, answerMs: ANSWER_MS });
  const services = await startTestServices({ env: process.env });
  const env = { WEBLOOM_SCRAPER_CONCURRENCY: '2', WEBLOOM_SCRAPER_PREFETCH: '32' };
  const stack = await serveWebloom(services, { name: NAME, host: many.hosts, env });
  const settings = { WEBLOOM_NAMESPACE: `${NAME}-${process.pid}` };
  const { databaseName: dbName } = readConfig(settings);
  const mongo = await createMongo(services.mongoUri, { dbName, appName: 'bench' });
  const scene = { stack, mongo, many };
  await shortenQuiet(scene);
  const fleet = await startFleet({
    mongoUri: services.mongoUri,
    env: settings,
    log: (line) => process.stderr.write(`${line}\n`),
    given: [],
    processes: stack.webloom,
    ranges: rangesOf({ scraper: RANGE }),
    // What else goes on on the machine decides nothing.
    room: () => ({ idleShare: 1, freeMemoryMb: 8_000 }),
  });
  const rows: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { decided, alive } = await growOnce(scene);
    rows.push([round + 1, decided, alive]);
  }
  title('Seconds from the start of a run that one scraper is too few for');
  console.log(`${describeMachine()}\n`);
  printRows(['round', 'second scraper started', 'it works'], rows);
  await fleet.stop();
  await mongo.close();
  await stack.close();
  await many.site.close();
  await services.stop();
}

await main();
