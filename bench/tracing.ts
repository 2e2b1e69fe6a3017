// What traces cost: the same whole runs with and without a receiver of traces, in turn, CPU of all processes per page; and the
// time a process takes to load the tracer. `npm run build && node dist/bench/tracing.js [--pages 1000] [--rounds 2]`.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChildSite } from './measure/child-site.ts';
import { startLocalBench } from './measure/local-bench.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '2' } },
});
const PAGES = Number(values.pages);
const ROUNDS = Number(values.rounds);
const NAMES = { first: 'first visit', again: 'unchanged' } as const;
const LOADS = 5;
const ROLES = ['orchestrator', 'dispatcher', 'scraper', 'pipeline', 'api'];

interface Receiver {
  readonly endpoint: string;
  readonly taken: { requests: number; bytes: number };
  close(): void;
}

/** Takes traces and reads nothing of them. */
async function startReceiver(): Promise<Receiver> {
  const taken = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => (taken.bytes += part.length));
    request.on('end', () => {
      taken.requests += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    taken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** CPU of each role, ms per page. */
type ByRole = ReadonlyMap<string, number>;

interface Cost {
  readonly first: ByRole;
  readonly again: ByRole;
}

async function costOf(env: Readonly<Record<string, string>>): Promise<Cost> {
  const site = await startChildSite({ pages: PAGES });
  const bench = await startLocalBench({ hosts: [site.host], env });
  try {
    const jobId = await bench.createJob({ config: { source: { kind: 'site', start: [site.startUrl] } } });
    const perPage = async (): Promise<ByRole> => {
      const { cpuMs } = await bench.measureRun(jobId);
      const of = (role: string): number =>
        [...cpuMs].reduce((sum, [name, ms]) => (name.startsWith(role) ? sum + ms : sum), 0);
      return new Map(ROLES.map((role) => [role, of(role) / PAGES]));
    };
    return { first: await perPage(), again: await perPage() };
  } finally {
    await bench.stop();
    await site.stop();
  }
}

/** Time from the begin of the import to a tracer, in a fresh process; the shortest of some. */
function loadMs(): number {
  const file = fileURLToPath(new URL('../adapters/otlp/otlp-tracer.js', import.meta.url));
  if (!existsSync(file)) throw new Error('Build first (npm run build), and run the bench from dist.');
  const program = `
    const begun = performance.now();
    const { createOtlpTracer } = await import(${JSON.stringify(file)});
    createOtlpTracer({ url: 'http://127.0.0.1:1/v1/traces', role: 'api', instanceId: 'a', version: '0' });
    process.stdout.write(String(performance.now() - begun));
    process.exit(0);
  `;
  const args = ['--input-type=module', '--eval', program];
  const times = Array.from({ length: LOADS }, () =>
    Number(execFileSync(process.execPath, args, { encoding: 'utf8' })),
  );
  return Math.min(...times);
}

/** Of all rounds, for one role or for all. */
function mean(costs: readonly Cost[], run: keyof Cost, role: string): number {
  const sums = costs.map((cost) =>
    [...cost[run]].reduce((sum, [name, ms]) => (role === 'all' || role === name ? sum + ms : sum), 0),
  );
  return sums.reduce((sum, value) => sum + value, 0) / sums.length;
}

const receiver = await startReceiver();
const off: Cost[] = [];
const on: Cost[] = [];
const measureOff = async (): Promise<number> => off.push(await costOf({}));
const measureOn = async (): Promise<number> =>
  on.push(await costOf({ WEBLOOM_OTLP_ENDPOINT: receiver.endpoint }));
// Files that a run deletes cost the next one, so the first run is not counted, and each kind is first in turn.
await costOf({});
for (let round = 0; round < ROUNDS; round += 1)
  for (const measure of round % 2 === 0 ? [measureOff, measureOn] : [measureOn, measureOff]) await measure();
receiver.close();
title(`traces, ${PAGES} pages, ${ROUNDS} runs of each kind in turn, ${describeMachine()}`);
const row = (run: keyof Cost, role: string): (string | number)[] => {
  const [without, withTraces] = [mean(off, run, role), mean(on, run, role)];
  return [
    `${NAMES[run]}, ${role}`,
    without,
    withTraces,
    `${((withTraces / without - 1) * 100).toFixed(1)} %`,
  ];
};
printRows(
  ['run and role', 'without, CPU ms a page', 'with, CPU ms a page', 'more'],
  (['first', 'again'] as const).flatMap((run) => ['all', ...ROLES].map((role) => row(run, role))),
);
const { bytes, requests } = receiver.taken;
console.log(
  `\ntaken by the receiver: ${(bytes / (2 * ROUNDS * PAGES)).toFixed(0)} bytes a page in ${requests} requests`,
);
console.log(`loading the tracer: ${loadMs().toFixed(0)} ms of a process's start; without a receiver 0`);
