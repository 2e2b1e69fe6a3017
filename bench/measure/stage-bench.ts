// The six stages and the planner in one process, called as Temporal would call them, with everything real around them:
// RabbitMQ between dispatcher and scraper, document store and site in processes of their own, blobs on disk, parse threads.
// Stages run one after the other, so that the CPU used during a stage is its own.
import { SOURCE_CHUNK, stageKey } from '../../domain/run/stage/stage-key.ts';
import { createTestBox } from '../../test/support/secret-box.ts';
import { createClassify } from '../../activities/classify.ts';
import type { StageFiles, StageInput, StageResult } from '../../activities/contract.ts';
import { createPictureComparer } from '../../workers/threads/thread-picture-comparer.ts';
import { createDetectChange } from '../../activities/detect-change.ts';
import { createParse } from '../../activities/parse.ts';
import { createPlanChunks } from '../../activities/plan/plan-chunks.ts';
import { createScrape } from '../../activities/scrape/scrape.ts';
import { AnswerRouter } from '../../activities/scrape/answer-router.ts';
import { RunPermits } from '../../activities/scrape/run-permits.ts';
import { HostCache } from '../../activities/scrape/host-cache.ts';
import { ProxyRoutes } from '../../activities/proxy-routes.ts';
import { createStore } from '../../activities/store/store.ts';
import { createTrackPrice } from '../../activities/track-price.ts';
import { createDispatcherBroker } from '../../adapters/amqp/dispatcher-broker.ts';
import { createScraperBroker } from '../../adapters/amqp/scraper-broker.ts';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { createBrowserFetcher } from '../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { startTestServices } from '../../cli/stack/test-services.ts';
import { NO_HOLDS } from '../../domain/job/hold/emergency-hold.ts';
import { DEFAULT_PORTS, parseAllowHosts } from '../../domain/web/egress/policy.ts';
import { defaultUserAgent } from '../../domain/web/fetch/user-agent.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import type { Run } from '../../domain/run/run.ts';
import { createRunCache } from '../../domain/run/stage/run-cache.ts';
import { BUILT_IN_BOOK } from '../../domain/job/limit/plan.ts';
import { createSilentLog } from '../../test/support/silent-log.ts';
import { inActivity } from '../../test/support/in-activity.ts';
import { ParsePool } from '../../workers/pipeline/parse-pool.ts';
import { Scraper } from '../../workers/scraper/scraper.ts';
import { urlKeyOf } from '../../workers/url-key.ts';
import { createBenchFolder, removeBenchFolder } from './bench-folder.ts';
import { readUsage } from './process-usage.ts';

/** CPU in ms: of this process by stage, and of the services. */
export type StageCosts = Map<string, number>;

type Ports = Awaited<ReturnType<typeof openPorts>>;
type Activities = ReturnType<typeof createActivities>;

export interface StageBench {
  /** Takes the pages through all stages as the next run of the job; returns the CPU used, and how the pages ended. */
  run(job: {
    jobId: string;
    seq: number;
    pages: readonly string[];
  }): Promise<{ costs: StageCosts; outcomes: string }>;
  stop(): Promise<void>;
}

export async function startStageBench(hosts: readonly string[]): Promise<StageBench> {
  const folder = createBenchFolder();
  const { PATH, HOME } = process.env;
  const services = await startTestServices({ env: { PATH, HOME }, only: ['rabbitmq', 'store'] });
  const pids = new Map(
    services.services.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as const])),
  );
  const ports = await openPorts(services, hosts, folder);
  const activities = createActivities(ports);
  await ports.scraper.start();
  return {
    run: (job) => runStages({ ports, activities, pids }, job),
    async stop() {
      await ports.scraper.stop(1_000);
      for (const close of ports.closing.toReversed()) await close();
      await services.stop();
      removeBenchFolder(folder);
    },
  };
}

async function openPorts(
  { mongoUri, amqpUrl }: { mongoUri: string; amqpUrl: string },
  hosts: readonly string[],
  folder: string,
) {
  const log = createSilentLog();
  const mongo = await createMongo(mongoUri, { dbName: 'stages', appName: 'bench' });
  const blobs = await createFileBlobStore({ folder });
  const broker = await createDispatcherBroker(amqpUrl, { log, namespace: 'stages', name: 'dispatcher' });
  const work = await createScraperBroker(amqpUrl, { log, namespace: 'stages', name: 'scraper' });
  const router = new AnswerRouter();
  broker.onAnswers((answers) => router.route(answers));
  const policy = { allowHosts: parseAllowHosts(hosts.join(',')).entries, ports: DEFAULT_PORTS };
  const fetching = { policy, clock: Date.now };
  const fetchers = { plain: createPlainFetcher(fetching), browser: createBrowserFetcher(fetching) };
  const clock = { now: () => new Date() };
  const ids = createIds();
  const parser = new ParsePool({ size: 1, pageDeadlineMs: 10_000, heapMb: 256 });
  const scraper = new Scraper(
    {
      work,
      control: { onPermit: async () => undefined },
      fetchers,
      logins: null,
      proxies: null,
      blobs,
      disk: { isFull: () => false },
      holds: NO_HOLDS,
      secrets: createTestBox(),
      clock,
      ids,
      hasher,
      log,
    },
    { scraperId: 'bench' },
  );
  const { runs, chunks, pages, templates } = mongo;
  const findRun = createRunCache(runs);
  const stage = { runs, findRun, chunks, pages, templates, blobs, clock, ids, hasher, log };
  const closing = [
    () => mongo.close(),
    () => broker.close(),
    () => work.close(),
    () => Promise.all([fetchers.plain.close(), fetchers.browser.close()]),
    () => parser.close(),
  ];
  return {
    stage: { ...stage, files: createStageFiles(blobs) },
    mongo,
    broker,
    router,
    parser,
    scraper,
    closing,
    hosts,
  };
}

function createActivities({ stage, mongo, broker, router, parser, hosts }: Ports) {
  const eventBroker = { publishEvent: async () => undefined };
  const { jobs, history, failures, events, frontier, workspaces, usage } = mongo;
  const dispatch = {
    ...stage,
    broker,
    disk: { isFull: () => false },
    holds: NO_HOLDS,
    eventBroker,
    hosts: mongo.hosts,
    router,
    permits: new RunPermits(mongo.runs),
    hostCache: new HostCache(mongo.hosts),
    proxyRoutes: new ProxyRoutes(mongo, createSilentLog()),
    random: Math.random,
    ownHosts: parseAllowHosts(hosts.join(',')).entries,
    userAgent: defaultUserAgent(),
    urlKeyOf,
  };
  return {
    ...createPlanChunks({
      ...stage,
      frontier,
      hosts: mongo.hosts,
      chunkMax: 500,
      urlKeyOf,
      ownHosts: dispatch.ownHosts,
      userAgent: dispatch.userAgent,
      planBook: BUILT_IN_BOOK,
      workspaces,
      usage,
    }),
    ...createScrape(dispatch),
    ...createParse({ ...stage, parser }),
    ...createClassify(stage),
    ...createDetectChange({ ...stage, pictures: createPictureComparer() }),
    ...createTrackPrice({ ...stage, history }),
    store: createStore({
      ...stage,
      jobs,
      history,
      failures,
      pictures: createPictureCoder(),
      events,
      eventBroker,
    }).store,
  };
}

interface Bench {
  readonly ports: Ports;
  readonly activities: Activities;
  readonly pids: ReadonlyMap<string, number>;
}

async function runStages(
  { ports, activities, pids }: Bench,
  job: { jobId: string; seq: number; pages: readonly string[] },
): Promise<{ costs: StageCosts; outcomes: string }> {
  const { mongo, stage } = ports;
  const run = runOf(job);
  await mongo.runs.insert(run);
  const seedsFile = stageKey(run._id, SOURCE_CHUNK, 'seeds', stage.ids.ulid());
  const costs: StageCosts = new Map();
  const timed = <T>(name: string, act: () => Promise<T>): Promise<T> => addCost(costs, name, act);
  const serversBefore = readUsage(pids);
  await stage.files.write(
    'seeds',
    seedsFile,
    job.pages.map((url) => ({ url, depth: 0 })),
  );
  const base = { runId: run._id, flush: true };
  const plan = await timed('plan', () =>
    activities.planChunks({ ...base, round: 1, firstChunkNo: 1, sourceChunks: [], seedsFile }),
  );
  for (const chunkNo of plan.chunks) await runChunk(activities, { runId: run._id, chunkNo }, timed);
  await timed('plan', () =>
    activities.planChunks({
      ...base,
      round: 2,
      firstChunkNo: plan.chunks.length + 1,
      sourceChunks: plan.chunks,
    }),
  );
  for (const [name, { cpuMs }] of readUsage(pids))
    costs.set(`(${name})`, cpuMs - (serversBefore.get(name)?.cpuMs ?? 0));
  return { costs, outcomes: await outcomesOf(mongo, run._id) };
}

async function runChunk(
  activities: Activities,
  chunk: { runId: string; chunkNo: number },
  timed: <T>(name: string, act: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const scrape = await timed('scrape', () => activities.scrape(chunk));
  let files: StageFiles = { scrape: scrape.file };
  for (const [stage, act] of [
    ['parse', (input) => activities.parse(input)],
    ['classify', (input) => activities.classify(input)],
    ['detect-change', (input) => activities.detectChange(input)],
    ['track-price', (input) => activities.trackPrice(input)],
  ] satisfies [string, (input: StageInput) => Promise<StageResult>][]) {
    const { file } = await timed(stage, () => act({ ...chunk, files }));
    files = { ...files, [stage]: file };
  }
  await timed('store', () => activities.store({ ...chunk, files }));
}

async function addCost<T>(costs: StageCosts, name: string, act: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await inActivity(act);
  const { user, system } = process.cpuUsage(before);
  costs.set(name, (costs.get(name) ?? 0) + (user + system) / 1_000);
  return result;
}

async function outcomesOf({ chunks }: Mongo, runId: string): Promise<string> {
  const sums = new Map<string, number>();
  for (const { counts } of await chunks.list(runId, { limit: 1_000 })) {
    for (const [reason, count] of Object.entries(counts?.reasons ?? {}))
      sums.set(reason, (sums.get(reason) ?? 0) + count);
  }
  return [...sums].map(([reason, count]) => `${count} ${reason}`).join(', ');
}

function runOf({ jobId, seq, pages }: { jobId: string; seq: number; pages: readonly string[] }): Run {
  const field = (name: string, selector: string, many: boolean) => ({ name, many, locators: [{ selector }] });
  const id = `run_${jobId}_${seq}`;
  return {
    _id: id,
    jobId,
    workspaceId: 'default',
    seq,
    workflowId: id,
    trigger: 'manual',
    jobVersion: 1,
    config: jobConfigSchema.parse({
      source: { kind: 'site', start: [pages[0]] },
      fields: [
        field('title', 'title', false),
        field('name', 'article.product .name', true),
        field('price', 'article.product .price', true),
        field('sku', 'article.product .sku', true),
      ],
    }),
    state: 'running',
    phase: 'crawling',
    gateSeq: 1,
    ackedGateSeq: 1,
    discovered: 0,
    droppedLinks: {},
    createdAt: new Date(),
    history: [],
  };
}
