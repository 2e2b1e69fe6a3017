// Many jobs that run each minute and have one page each, on the local system: how many starts come and are done a minute, how late
// they are, and what became of every time of every schedule: `npm run build && node dist/bench/many-jobs.js [--jobs 1000]
// [--minutes 10] [--settle 420]`. It ends by itself after the minutes and the time to settle; exits with 1 where a time ran twice or
// is not accounted for: neither a run nor a word in its job.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Collection, MongoClient } from 'mongodb';
import type { Job } from '../domain/job/job.ts';
import type { Run } from '../domain/run/run.ts';
import { nextTimes, slotOf, slotTime } from '../domain/config/schedule/schedule.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/system/duration.ts';
import { startChildSite } from './measure/child-site.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { fateOf, type SlotFate } from './measure/slot-fate.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '10' },
    settle: { type: 'string', default: '420' },
  },
});
const jobs = Number(values.jobs);
const minutes = Number(values.minutes);
const settleMs = Number(values.settle) * SECOND_MS;

const AT_ONCE = 8;
const POLL_MS = 5 * SECOND_MS;
const DATABASE = 'webloom';

/** Spread over the minute by themselves, as jobs of an interval are. */
async function createJobs(bench: LocalBench, url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < jobs; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, jobs - from) }, (_, at) =>
      bench.createJob({
        name: `page ${from + at}`,
        config: {
          source: { kind: 'pages', urls: [`${url}/page/${from + at}`] },
          schedule: { kind: 'interval', everyMs: MINUTE_MS },
          fetch: { delayMs: 0 },
        },
      }),
    );
    ids.push(...(await Promise.all(some)));
  }
  return ids;
}

interface Told {
  /** After how many seconds health first said that starts are late; null: it never did. */
  readonly firstS: number | null;
  readonly texts: readonly string[];
}

/** Lets the schedules run, and keeps what health says of starts meanwhile. */
async function letRun(bench: LocalBench, until: number): Promise<Told> {
  const begunAt = Date.now();
  const texts: string[] = [];
  let firstS: number | null = null;
  while (Date.now() < until) {
    await delay(Math.min(POLL_MS, Math.max(1, until - Date.now())));
    const { parts } = await bench.client.health();
    const part = parts.find(({ id }) => id === 'starts');
    if (part === undefined || part.state === 'ok' || part.text === texts.at(-1)) continue;
    firstS ??= Math.round((Date.now() - begunAt) / SECOND_MS);
    texts.push(part.text);
  }
  return { firstS, texts };
}

/** Until somebody has dealt with every time of the window: a run began for it, or its job says why none did. */
async function settle(stored: Collection<Job>, until: number): Promise<void> {
  const end = Date.now() + settleMs;
  const open = { nextRunAt: { $lt: new Date(until) } };
  while (Date.now() < end && (await stored.countDocuments(open)) > 0) await delay(SECOND_MS);
}

interface Window {
  readonly from: number;
  readonly until: number;
}

async function fates(
  bench: LocalBench,
  stored: { readonly jobs: readonly Job[]; readonly runs: readonly Run[] },
  { from, until }: Window,
): Promise<readonly SlotFate[]> {
  const bySlot = new Map<string, Run[]>();
  for (const run of stored.runs) {
    if (run.slot !== undefined) bySlot.set(run.slot, [...(bySlot.get(run.slot) ?? []), run]);
  }
  const slots = stored.jobs.flatMap((job) => {
    const { schedule } = job.config;
    const times = schedule === undefined ? [] : nextTimes(schedule, job._id, new Date(from), minutes + 1);
    return times.filter((at) => at.getTime() < until).map((at) => ({ job, at, slot: slotOf(job._id, at) }));
  });
  const found: SlotFate[] = [];
  for (let n = 0; n < slots.length; n += AT_ONCE) {
    const some = slots.slice(n, n + AT_ONCE);
    found.push(
      ...(await Promise.all(some.map((one) => fateOf(bench, { ...one, runs: bySlot.get(one.slot) ?? [] })))),
    );
  }
  return found;
}

function report(all: readonly SlotFate[], runs: readonly Run[], told: Told): void {
  title(`${jobs} jobs each minute, ${minutes} minutes, ${describeMachine()}`);
  const late = runs.flatMap(({ slot, startedAt }) =>
    slot === undefined || startedAt === undefined ? [] : [startedAt.getTime() - slotTime(slot).getTime()],
  );
  const done = all.filter(({ kind }) => kind === 'run').length;
  const seconds = (share: number): number => percentile(late, share) / SECOND_MS;
  printRows(
    ['starts a minute that come', 'done', 'late p50 s', 'late p95 s', 'latest s'],
    [[all.length / minutes, done / minutes, seconds(0.5), seconds(0.95), seconds(1)]],
  );
  title('Every time of every schedule');
  const count = (one: SlotFate['kind']): number => all.filter(({ kind }) => kind === one).length;
  printRows(
    ['due', 'ran', 'told as missed or skipped', 'doubled', 'neither', 'still wait'],
    [[all.length, done, count('told'), count('twice'), count('neither'), count('waits')]],
  );
  title('What became of them');
  const counts = new Map<string, number>();
  for (const { kind, why } of all) {
    const words = why === '' ? kind : `${kind}: ${why}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  printRows(
    ['fate', 'times'],
    [...counts].toSorted((a, b) => b[1] - a[1]),
  );
  console.log(
    told.firstS === null
      ? '\nHealth said all the time that starts are in time.'
      : `\nHealth said after ${told.firstS} s that starts are late; its words:\n${told.texts.map((text) => `- ${text}`).join('\n')}`,
  );
}

async function main(): Promise<void> {
  const site = await startChildSite({ pages: jobs });
  const bench = await startLocalBench({ hosts: [site.host] });
  const client = await new MongoClient(bench.mongoUri).connect();
  const db = client.db(DATABASE);
  const stored = { jobs: db.collection<Job>('jobs'), runs: db.collection<Run>('runs') };
  try {
    await createJobs(bench, site.url);
    const from = Date.now();
    const window = { from, until: from + minutes * MINUTE_MS };
    const told = await letRun(bench, window.until);
    process.stderr.write(`the minutes are over, ${describeLoad()}\n`);
    await settle(stored.jobs, window.until);
    const kept = { jobs: await stored.jobs.find().toArray(), runs: await stored.runs.find().toArray() };
    const all = await fates(bench, kept, window);
    report(all, kept.runs, told);
    const isBad = all.some(({ kind }) => kind !== 'run' && kind !== 'told');
    process.exitCode = isBad ? 1 : 0;
  } finally {
    await client.close();
    await bench.stop();
    await site.stop();
  }
}

await main();
