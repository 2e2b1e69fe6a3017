// What the database costs per page: CPU of the client and of the embedded store, in µs, for chunks of 200 pages.
// `npx tsx bench/store.ts [rounds]`; MONGODB_TEST_URI measures another server (its own CPU is then not seen).
import { type Mongo, createMongo } from '../adapters/mongo/mongo.ts';
import { startBenchStore } from './measure/bench-store.ts';
import { samplePage, sampleSnapshot, START } from '../test/contracts/sample-documents.ts';

const PAGES = 200;
const WARM_UP_ROUNDS = 10;
interface Cost {
  readonly step: string;
  clientUs: number;
  serverUs: number;
  wallUs: number;
}

interface Chunk {
  readonly number: number;
  readonly jobId: string;
  readonly urlKeys: readonly string[];
}

type Step = readonly [name: string, run: (mongo: Mongo, chunk: Chunk) => Promise<unknown>];

const STEPS: readonly Step[] = [
  ['frontier: offer new', (mongo, chunk) => offer(mongo, chunk)],
  ['frontier: offer known', (mongo, chunk) => offer(mongo, chunk)],
  ['frontier: stamp', ({ frontier }, { number, urlKeys }) => frontier.stamp('run', 2, number, urlKeys)],
  ['snapshots: insert', (mongo, chunk) => insertSnapshots(mongo, chunk)],
  ['pages: insert', (mongo, chunk) => insertPages(mongo, chunk)],
  ['pages: read', ({ pages }, chunk) => pages.getMany(pageIds(chunk))],
  ['pages: touch', ({ pages }, chunk) => pages.touch(pageIds(chunk).map((id) => touchOf(id)))],
  ['pages: write changed', ({ pages }, chunk) => pages.write(pageIds(chunk).map((id) => changeOf(id)))],
];

const rounds = Number(process.argv[2] ?? 50);
const server = await startBenchStore(process.env['MONGODB_TEST_URI']);
try {
  const dbName = `webloom_bench_${process.pid}`;
  const mongo = await createMongo(server.uri, { dbName, appName: 'webloom-bench' });
  const costs: Cost[] = [];
  for (const [index, step] of STEPS.entries()) {
    await measure(mongo, step, { from: 0, rounds: WARM_UP_ROUNDS });
    costs[index] = await measure(mongo, step, { from: WARM_UP_ROUNDS, rounds });
  }
  report(costs);
  await mongo.close();
} finally {
  await server.stop();
}

function chunkOf(number: number): Chunk {
  const urlKeys = Array.from({ length: PAGES }, (_, n) => `${number}-${n}`.padEnd(22, 'k'));
  return { number, jobId: '01JOB0000000000000000000AA', urlKeys };
}

function pageIds({ jobId, urlKeys }: Chunk): string[] {
  return urlKeys.map((urlKey) => `${jobId}:${urlKey}`);
}

function touchOf(id: string) {
  return { id, expectedV: 1, order: 21, at: START };
}

function changeOf(id: string) {
  const { baseline } = samplePage('job', 'key');
  const set = { ...(baseline && { baseline }), lastChangedAt: START, lastCheckedAt: START, checks: 3 };
  return { id, expectedV: 2, order: 31, set };
}

function offer({ frontier }: Mongo, { urlKeys }: Chunk): Promise<number> {
  const urls = urlKeys.map((urlKey) => ({ urlKey, url: `http://shop.test/product/${urlKey}`, depth: 2 }));
  return frontier.offer('run', 1, urls, START.getTime());
}

function insertSnapshots({ history }: Mongo, chunk: Chunk): Promise<void> {
  return history.insertSnapshots(pageIds(chunk).map((id) => sampleSnapshot(id, 1)));
}

function insertPages({ pages }: Mongo, { jobId, urlKeys }: Chunk): Promise<string[]> {
  const whole = urlKeys.map((urlKey) => samplePage(jobId, urlKey));
  return pages.write(whole.map((page) => ({ id: page._id, expectedV: 0, order: page.order, set: page })));
}

async function measure(
  mongo: Mongo,
  [step, run]: Step,
  over: { from: number; rounds: number },
): Promise<Cost> {
  const chunks = Array.from({ length: over.rounds }, (_, n) => chunkOf(over.from + n));
  const startedAt = performance.now();
  const serverBefore = server.cpuUs();
  const clientBefore = process.cpuUsage();
  for (const chunk of chunks) await run(mongo, chunk);
  const client = process.cpuUsage(clientBefore);
  const perPage = 1 / (over.rounds * PAGES);
  return {
    step,
    clientUs: (client.user + client.system) * perPage,
    serverUs: (server.cpuUs() - serverBefore) * perPage,
    wallUs: (performance.now() - startedAt) * 1_000 * perPage,
  };
}

function report(costs: readonly Cost[]): void {
  const row = (name: string, figures: readonly (number | string)[]): string =>
    name.padEnd(32) + figures.map((figure) => String(figure).padStart(10)).join('');
  const line = (name: string, some: readonly Cost[]): string => {
    const sum = (pick: (cost: Cost) => number): number =>
      Math.round(some.reduce((total, cost) => total + pick(cost), 0));
    return row(name, [
      sum((cost) => cost.clientUs),
      sum((cost) => cost.serverUs),
      sum((cost) => cost.wallUs),
    ]);
  };
  const named = (...parts: string[]): Cost[] =>
    costs.filter((cost) => parts.some((part) => cost.step.startsWith(part)));
  console.log(row(`µs per page, ${rounds} × ${PAGES} pages`, ['client', 'server', 'wall']));
  for (const cost of costs) console.log(line(cost.step, [cost]));
  console.log(
    line('new page (snapshot, page, stamp)', named('snapshots', 'pages: insert', 'frontier: stamp')),
  );
  console.log(line('unchanged page (read, touch)', named('pages: read', 'pages: touch')));
}
