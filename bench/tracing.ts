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
const LOADS = 5;
const WORKERS = ['orchestrator', 'dispatcher', 'scraper', 'pipeline', 'api'];

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

interface Cost {
  readonly first: number;
  readonly again: number;
}

/** CPU of Webloom's own processes, ms per page. */
async function costOf(env: Readonly<Record<string, string>>): Promise<Cost> {
  const site = await startChildSite({ pages: PAGES });
  const bench = await startLocalBench({ hosts: [site.host], env });
  try {
    const jobId = await bench.createJob({ config: { source: { kind: 'site', start: [site.startUrl] } } });
    const perPage = async (): Promise<number> => {
      const { cpuMs } = await bench.measureRun(jobId);
      const own = [...cpuMs].filter(([name]) => WORKERS.some((worker) => name.startsWith(worker)));
      return own.reduce((sum, [, ms]) => sum + ms, 0) / PAGES;
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

function mean(costs: readonly Cost[], of: (cost: Cost) => number): number {
  return costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
}

const receiver = await startReceiver();
const off: Cost[] = [];
const on: Cost[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  off.push(await costOf({}));
  on.push(await costOf({ WEBLOOM_OTLP_ENDPOINT: receiver.endpoint }));
}
receiver.close();
title(`traces, ${PAGES} pages, ${ROUNDS} runs of each kind in turn, ${describeMachine()}`);
const row = (name: string, of: (cost: Cost) => number): (string | number)[] => {
  const [without, withTraces] = [mean(off, of), mean(on, of)];
  return [name, without, withTraces, `${((withTraces / without - 1) * 100).toFixed(1)} %`];
};
printRows(
  ['run', 'without, CPU ms a page', 'with, CPU ms a page', 'more'],
  [row('first visit', ({ first }) => first), row('unchanged', ({ again }) => again)],
);
const { bytes, requests } = receiver.taken;
console.log(
  `\ntaken by the receiver: ${(bytes / (2 * ROUNDS * PAGES)).toFixed(0)} bytes a page in ${requests} requests`,
);
console.log(`loading the tracer: ${loadMs().toFixed(0)} ms of a process's start; without a receiver 0`);
