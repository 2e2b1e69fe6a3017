// How soon a whole stack works again after each of its processes and services was killed with -9: until the supervisor's new one
// shows a sign of life, and until a run of one page is done that was asked for right after the kill.
// `npm run build && node dist/bench/recovery.js [--rounds 3]`.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startChildSite } from './measure/child-site.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeLoad, describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { readPids } from './measure/process-usage.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const ROUNDS = Number(values.rounds);
const POLL_MS = 50;
/** Until the stack is quiet again. */
const SETTLED_MS = 5_000;
const GIVE_UP_MS = 180_000;
const ENDED: readonly string[] = ['completed', 'failed', 'stopped'];

interface Recovery {
  readonly backMs: number;
  readonly runMs: number;
}

/** What is away while it is asked is asked again. */
async function insist<T>(ask: () => Promise<T | null>): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const found = await ask().catch(() => null);
    if (found !== null) return found;
    if (performance.now() > giveUpAt) throw new Error('The stack has not recovered.');
    await delay(POLL_MS);
  }
}

/** A repeat with the same key starts no second run. */
async function startRun({ apiUrl }: LocalBench, jobId: string, key: string): Promise<string | null> {
  const headers = { 'idempotency-key': key };
  const answer = await fetch(`${apiUrl}/v1/jobs/${jobId}/start`, { method: 'POST', headers });
  if (!answer.ok) return null;
  const { runId } = (await answer.json()) as { runId: string | null };
  return runId;
}

async function runOnce(bench: LocalBench, jobId: string, key: string): Promise<void> {
  const { client } = bench;
  const runId = await insist(() => startRun(bench, jobId, key));
  const state = await insist(async () => {
    const { state: now } = await client.run(runId);
    return ENDED.includes(now) ? now : null;
  });
  if (state !== 'completed') throw new Error(`The run ended ${state}.`);
}

/** Services give a sign by the run alone; their own is that there is another process. */
async function isBack({ client, dataDir }: LocalBench, name: string, killed: number): Promise<true> {
  return insist(async () => {
    const pid = readPids(dataDir).get(name);
    if (pid === undefined || pid === killed) return null;
    if (SERVICES.test(name)) return true;
    return (await client.agents()).items.some((agent) => agent.pid === pid) ? true : null;
  });
}

const SERVICES = /^(store|rabbitmq|temporal)/;
/** The names of nodes are served by a program that RabbitMQ asks at its start alone. */
const isOurs = (name: string): boolean => name !== 'rabbitmq-epmd';

async function killAndWait(bench: LocalBench, jobId: string, name: string): Promise<Recovery> {
  await delay(SETTLED_MS);
  const pid = readPids(bench.dataDir).get(name);
  if (pid === undefined) throw new Error(`The stack has no ${name}.`);
  const killedAt = performance.now();
  process.kill(pid, 'SIGKILL');
  const since = (): number => performance.now() - killedAt;
  const [backMs, runMs] = await Promise.all([
    isBack(bench, name, pid).then(since),
    runOnce(bench, jobId, `${name}-${pid}`).then(since),
  ]);
  return { backMs, runMs };
}

async function measureUndisturbed(bench: LocalBench, jobId: string): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await delay(SETTLED_MS);
    const startedAt = performance.now();
    await runOnce(bench, jobId, `calm-${round}`);
    took.push(performance.now() - startedAt);
  }
  return percentile(took, 0.5);
}

async function main(): Promise<void> {
  const site = await startChildSite({ pages: 1 });
  const bench = await startLocalBench({ hosts: [site.host] });
  try {
    const source = { kind: 'pages' as const, urls: [site.startUrl] };
    const jobId = await bench.createJob({ config: { source } });
    await runOnce(bench, jobId, 'first');
    const calmMs = await measureUndisturbed(bench, jobId);
    const rows: (string | number)[][] = [['nothing', 0, 0, calmMs / 1_000, calmMs / 1_000]];
    for (const name of [...readPids(bench.dataDir).keys()].filter(isOurs).toSorted()) {
      const found: Recovery[] = [];
      for (let round = 0; round < ROUNDS; round++) found.push(await killAndWait(bench, jobId, name));
      const seconds = (of: (one: Recovery) => number) => found.map((one) => of(one) / 1_000);
      const [back, run] = [seconds(({ backMs }) => backMs), seconds(({ runMs }) => runMs)];
      rows.push([name, percentile(back, 0.5), Math.max(...back), percentile(run, 0.5), Math.max(...run)]);
      process.stderr.write(`${name}: ${run.map((one) => one.toFixed(1)).join(', ')} s; ${describeLoad()}\n`);
    }
    title(
      `Killed with -9, ${ROUNDS} times each: seconds until it is back, and until a run asked for at once is done`,
    );
    console.log(`${describeMachine()}\n`);
    printRows(['killed', 'back, median', 'back, most', 'run done, median', 'run done, most'], rows);
  } finally {
    await bench.stop();
    await site.stop();
  }
}

await main();
