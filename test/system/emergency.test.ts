// The emergency stop as the visited site sees it: the time until its last request, with all services there and with each of
// them out of reach; and that all goes on when it is lifted.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { runCli } from '../cli/harness.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type ProxiedServices, type ServiceWay, proxyServices } from '../support/services-by-proxy.ts';

/** More than are asked for while the tests go on. */
const PAGES = 9_000;
const LATENCY_MS = 400;
/** Long enough to see that nothing comes any more. */
const QUIET_MS = 2_500;
/** The patience of the command; without an answer it would set the switch of the machine. */
const COMMAND_MS = 4_000;
/** The processes read the database this often; what is out then takes the time of a page. */
const READ_MS = 2_000 + 1_000;

let pages: ManyPages;
let services: ProxiedServices;
let stack: ServedWebloom;
let runId: string;
let mend = (): void => undefined;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: LATENCY_MS });
  services = await proxyServices(inject('services'));
  stack = await serveWebloom(services.addresses, { name: 'emergency', host: pages.host });
  const config = { source: { kind: 'site', start: [pages.startUrl] }, changes: { sampleNoise: false } };
  const { jobId } = await stack.api.createJob({ name: 'fast', config } as Parameters<
    typeof stack.api.createJob
  >[0]);
  await stack.api.act(jobId, 'start');
  runId = (await stack.api.runs({ jobId })).items[0]?.runId ?? '';
});

afterAll(async () => {
  await stack?.close();
  await services?.close();
  await pages?.close();
});

afterEach(async () => {
  mend();
  await cli('emergency', 'lift');
});

const cli = (...args: string[]) =>
  runCli([...args, '--api', stack.webloom.apiUrl, '--data-dir', stack.dataDir]);

function sever(service: ServiceWay): void {
  services.ways[service].sever();
  // Once: a way that is whole must not be restored.
  mend = () => {
    services.ways[service].restore();
    mend = () => undefined;
  };
}

async function isGoingOn(): Promise<void> {
  const seen = pages.requests().length;
  await eventually(() => pages.requests().length > seen + 30, 40_000);
}

/** How long after `since` the last request came, once the site has been left alone. */
async function lastRequestAfter(since: number): Promise<number> {
  const lastAt = (): number => pages.requests().at(-1)?.atMs ?? 0;
  await eventually(() => performance.now() - Math.max(lastAt(), since) > QUIET_MS, 20_000);
  return Math.max(0, lastAt() - since);
}

async function stop(): Promise<{ out: string; err: string; ms: number; lastMs: number }> {
  const askedAt = performance.now();
  const { code, out, err } = await cli('emergency', 'stop', '--reason', 'we hammer a site');
  expect(code, err).toBe(0);
  const ms = performance.now() - askedAt;
  return { out, err, ms, lastMs: await lastRequestAfter(askedAt + ms) };
}

const stateOfRun = async (): Promise<string> => (await stack.api.run(runId)).state;

test('nothing is asked for a second after the answer, the run is held, and goes on when it is lifted', async () => {
  await isGoingOn();
  const { ms, lastMs } = await stop();
  expect(ms).toBeLessThan(COMMAND_MS);
  expect(lastMs).toBeLessThan(1_000);
  expect(await stateOfRun()).toBe('paused');
  expect((await stack.api.whyIdle(runId)).reasons[0]?.code).toBe('emergency-stop');
  expect((await cli('emergency', 'lift')).code).toBe(0);
  await isGoingOn();
});

test.each<[ServiceWay, number]>([
  ['broker', READ_MS],
  ['temporal', 1_000],
])('it works with the %s out of reach', async (service, boundMs) => {
  await isGoingOn();
  sever(service);
  const { ms, lastMs } = await stop();
  expect(ms).toBeLessThan(COMMAND_MS);
  expect(lastMs).toBeLessThan(boundMs);
  expect(await stateOfRun()).toBe('paused');
  mend();
  await eventually(async () => (await cli('emergency', 'lift')).code === 0, 20_000);
  await isGoingOn();
});

test('with the database out of reach the switch of the machine does it, and the run is paused when it is back', async () => {
  await isGoingOn();
  sever('store');
  const { out, err, lastMs } = await stop();
  expect(out).toContain('EMERGENCY');
  expect(err).toContain('Runs are not paused yet');
  expect(lastMs).toBeLessThan(2_000);
  mend();
  await eventually(async () => (await stateOfRun().catch(() => '')) === 'paused', 30_000);
  await eventually(async () => {
    const { code } = await cli('emergency', 'lift');
    return code === 0 && (await stack.api.emergency()).standing.length === 0;
  }, 20_000);
  await isGoingOn();
});
