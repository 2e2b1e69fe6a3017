// The same two visits of one site, three ways: on one machine with nothing, on two hosts with clusters and a bucket, and from the first
// one's backup restored into the second. Every part is killed with -9 once in each visit. What was stored, changed and priced has to be
// equal; it ends with 1 if anything was lost, doubled or differs. Needs the right to make namespaces (root).
// `npm run build && node dist/bench/three-ways.js [--pages 20000]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isTerminal } from '../domain/run/lifecycle.ts';
import type { Run } from '../domain/run/run.ts';
import { isWebloomError } from '../domain/system/errors.ts';
import { eventually } from '../test/support/eventually.ts';
import { provideVersitygw } from '../test/support/bucket/versitygw-binary.ts';
import { SERVICE_ADDRESS, whyNoHosts } from '../test/support/hosts/service-side.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { killAlong } from './three-ways/kill-along.ts';
import { startOneMachine } from './three-ways/one-machine.ts';
import { type Results, countDiffering, readVisit } from './three-ways/results.ts';
import { type SiteOfWays, startSiteOfWays } from './three-ways/site-of-ways.ts';
import { provideTemporal } from './three-ways/temporal-on-postgresql.ts';
import { type Restored, startTwoHosts } from './three-ways/two-hosts.ts';
import type { Way } from './three-ways/way.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '20000' },
    'own-network': { type: 'boolean', default: false },
  },
});
const PAGES = Number(values.pages);
/** 16 pages are on their way at a time: a visit lasts 40 s at least, so that every part is killed within it. */
const LATENCY_MS = Math.max(50, 600_000 / PAGES);
const VISIT_MS = 3_600_000;

const NOTHING = { stored: 0, unchanged: 0, failed: 0, skipped: 0 };

interface Visit {
  readonly way: string;
  readonly visit: 1 | 2;
  readonly results: Results;
  readonly lost: number;
  readonly doubled: number;
  readonly seconds: number;
  readonly kills: number;
}

async function visitBy(way: Way, site: SiteOfWays, visit: 1 | 2): Promise<Visit> {
  title(`${way.name}: visit ${visit}`);
  site.show(visit);
  const from = site.pages.requests().length;
  const startedAt = performance.now();
  const runId = await way.start();
  const parts = way.parts();
  const ended = (): Promise<Run | null> => readEnded(way, runId);
  const isOver = async (): Promise<boolean> => (await ended()) !== null;
  await killAlong({ site, parts, from, isOver });
  const run = await eventually(ended, VISIT_MS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const read = await readVisit(way.mongo, run, visit, PAGES);
  const { stored, unchanged, failed, skipped } = { ...NOTHING, ...run.totals };
  console.log(
    `  ${run.state}: ${stored} stored, ${unchanged} unchanged, ${failed} failed, ${skipped} skipped`,
  );
  return { way: way.name, visit, ...read, seconds, kills: parts.length };
}

/** Null as long as it goes on, or its database does not answer. */
async function readEnded({ mongo }: Way, runId: string): Promise<Run | null> {
  const run = await mongo.runs.get(runId).catch(unlessAway);
  const job = run === null ? null : await mongo.jobs.get(run.jobId).catch(unlessAway);
  return run !== null && job !== null && isTerminal(run.state) && job.activeRun !== runId ? run : null;
}

/** A database that is being started again answers a little later. */
function unlessAway(error: unknown): null {
  if (isWebloomError(error) && error.retryable) return null;
  throw error;
}

async function withWay(way: Way, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } finally {
    await way.close();
  }
}

async function visitAll(site: SiteOfWays, folder: string): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  const one = await startOneMachine(site);
  const restored: Restored = { backup: join(folder, 'backup'), jobId: one.jobId };
  await withWay(one, async () => {
    visits.push(await visitBy(one, site, 1));
    await one.backUp(restored.backup);
    visits.push(await visitBy(one, site, 2));
  });
  site.show(1);
  const two = await startTwoHosts(site, null);
  await withWay(two, async () => {
    visits.push(await visitBy(two, site, 1));
    visits.push(await visitBy(two, site, 2));
  });
  const three = await startTwoHosts(site, restored);
  await withWay(three, async () => {
    visits.push(await visitBy(three, site, 2));
  });
  return visits;
}

/** Compared with the same visit of the first way. */
function judge(visits: readonly Visit[]): boolean {
  const rows = visits.map(({ way, visit, results, lost, doubled, seconds, kills }) => {
    const first = visits.find((each) => each.visit === visit)?.results ?? results;
    return {
      way,
      visit,
      lost,
      doubled,
      differing: countDiffering(first, results),
      facts: results.size,
      seconds,
      kills,
    };
  });
  title(`Three ways, ${PAGES} pages`);
  printRows(
    ['way', 'visit', 'pages', 'facts', 'lost', 'doubled', 'differing', 'seconds', 'kills'],
    rows.map((row) => [
      row.way,
      row.visit,
      PAGES,
      row.facts,
      row.lost,
      row.doubled,
      row.differing,
      Math.round(row.seconds),
      row.kills,
    ]),
  );
  return rows.every(({ lost, doubled, differing }) => lost + doubled + differing === 0);
}

async function main(): Promise<number> {
  console.log(`${describeMachine()}; ${describeLoad()}`);
  const folder = mkdtempSync(join(tmpdir(), 'webloom-three-ways-'));
  const site = await startSiteOfWays(PAGES, LATENCY_MS);
  try {
    return judge(await visitAll(site, folder)) ? 0 : 1;
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The address at which hosts see the site is an address of this machine's own loopback then, and of nobody else's. */
async function inOwnNetwork(): Promise<number> {
  const why = whyNoHosts();
  if (why !== null) {
    console.error(`three-ways: ${why}`);
    return 1;
  }
  // What has to be built is built while there is a network.
  await Promise.all([provideTemporal(), provideVersitygw()]);
  const network = `ip link set lo up && ip addr add ${SERVICE_ADDRESS}/32 dev lo && exec "$@"`;
  const program = [
    process.execPath,
    ...process.execArgv,
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ];
  const args = ['--net', 'sh', '-c', network, 'sh', ...program, '--own-network'];
  return spawnSync('unshare', args, { stdio: 'inherit' }).status ?? 1;
}

process.exitCode = values['own-network'] ? await main() : await inOwnNetwork();
