// Runs the timeline through the real stages: two jobs with default configuration, a run of each per step, planner, scrape,
// parse pass and the stages behind it as in earnest. Stores, blobs and the network are in memory; the clock is moved on
// where a run would wait for a second look.
import { createHash } from 'node:crypto';
import { createClassify } from '../../activities/classify.ts';
import type { StageFiles } from '../../activities/contract.ts';
import { createDetectChange } from '../../activities/detect-change.ts';
import { createDiscover } from '../../activities/source/discover.ts';
import { createOrchestrate } from '../../activities/orchestrate.ts';
import { createParse } from '../../activities/parse.ts';
import { createPlanChunks } from '../../activities/plan/plan-chunks.ts';
import { createScrape } from '../../activities/scrape/scrape.ts';
import { createStore } from '../../activities/store/store.ts';
import { createTrackPrice } from '../../activities/track-price.ts';
import type { StoredEvent } from '../../domain/event/event.ts';
import { jobConfigSchema } from '../../domain/job/schema.ts';
import { compileFields } from '../../domain/parse/field/field-rule.ts';
import type { PageParser } from '../../domain/stage/page-parser.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { urlKeyOf } from '../../workers/wiring/url-key.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { createScene } from '../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../support/dispatch-scene.ts';
import { inActivity } from '../support/in-activity.ts';
import { serve } from './site.ts';
import { LAST_STEP, LONE, SHOP } from './timeline.ts';

/** What the first look at a page in a step was given. */
export interface Look {
  readonly step: number;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface Told {
  readonly step: number;
  readonly url: string;
  readonly type: string;
  readonly summary: string;
}

export interface Course {
  readonly told: readonly Told[];
  readonly looks: readonly Look[];
  /** By step: the runs that did not complete, and why. */
  readonly trouble: readonly string[];
}

const JOBS = {
  shop: { source: { kind: 'site', start: [`${SHOP}/`] } },
  lone: { source: { kind: 'pages', urls: Object.values(LONE) } },
} as const;

/** Longer than the wait for any second look. */
const PATIENCE_MS = 12_000;

/** Another `firstTurn` gives other noise, never other truths. */
export async function runTimeline(firstTurn = 0): Promise<Course> {
  const looks: Look[] = [];
  const seen = new Set<string>();
  let step = 0;
  let turn = firstTurn;
  const scene = createDispatchScene(({ url, kind }): Answer => {
    if (kind === 'robots') return { outcome: 'http-error', status: 404 };
    const isFirst = !seen.has(`${step} ${url}`);
    seen.add(`${step} ${url}`);
    turn += 1;
    const { status, body, finalUrl } = serve({ url, step, turn, isFirst });
    if (isFirst) looks.push({ step, url, status, body });
    if (status !== 200) return { outcome: 'http-error', status, retryable: status >= 500 };
    const hash = createHash('sha256').update(body).digest('base64url');
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return { body, hash, headers, ...(finalUrl === undefined ? {} : { finalUrl }) };
  });
  const activities = createActivities(scene);
  for (const [jobId, config] of Object.entries(JOBS))
    await scene.stores.jobs.insert(sampleJob(jobId, { config: jobConfigSchema.parse(config) }));
  const told: Told[] = [];
  const trouble: string[] = [];
  const known = new Set<string>();
  for (; step <= LAST_STEP; step += 1) {
    for (const jobId of Object.keys(JOBS)) {
      const ended = await runJob(scene, activities, { jobId, step });
      if (ended !== 'completed all-done') trouble.push(`step ${step}, ${jobId}: ${ended}`);
    }
    const events = await scene.stores.events.since('default', new Date(0), 100_000);
    told.push(...events.filter(({ _id }) => !known.has(_id)).flatMap((event) => toTold(step, event)));
    for (const { _id } of events) known.add(_id);
    // The next look is a day later.
    scene.aheadMs += 86_400_000;
  }
  return { told, looks, trouble };
}

const TELLING = new Set(['page.changed', 'price.changed', 'page.removed', 'site.changed']);

function toTold(step: number, { type, data }: StoredEvent): Told[] {
  if (!TELLING.has(type)) return [];
  const { url, host, summary } = data;
  const at = typeof url === 'string' ? url : `http://${String(host)}/`;
  return [{ step, url: at, type, summary: String(summary) }];
}

/** The parse pass of the parse threads, in this thread. */
const parser: PageParser = {
  parse: async (requests, { fields, wantLinks }) => {
    const compiled = compileFields(fields);
    const rules = { fields: compiled.ok ? compiled.fields : { fields: [] }, watched: null, wantLinks };
    return requests.map((request) => readPage(request, rules));
  },
};

function createActivities({ ports, stores }: DispatchScene) {
  const stage = { ...stores, ...ports, urlKeyOf };
  const store = createStore(stage);
  const settings = { window: 4, historyLimit: 4_000 };
  const control = { ...createScene().ports, ...stage, completeChunk: store.completeChunk, settings };
  return {
    ...createOrchestrate(control),
    ...createDiscover(stage),
    ...createPlanChunks({ ...stage, chunkMax: 500, ownHosts: [] }),
    ...createScrape(stage),
    ...createParse({ ...stage, parser }),
    ...createClassify(stage),
    ...createDetectChange(stage),
    ...createTrackPrice(stage),
    store: store.store,
  };
}

type Activities = ReturnType<typeof createActivities>;

/** One run from its lease to its end, as the workflow goes about it, a chunk at a time. */
async function runJob(
  scene: DispatchScene,
  activities: Activities,
  { jobId, step }: { jobId: string; step: number },
): Promise<string> {
  const workflowId = `run:${jobId}:01JZ00000000000000${jobId.toUpperCase().replace(/[^A-Z]/g, '')}${String(step).padStart(4, '0')}`;
  const created = await inActivity(() => activities.createRun({ workflowId, jobId, trigger: 'manual' }));
  if (created.kind !== 'run') return `${created.kind} ${created.reason}`;
  const { runId } = created;
  await inActivity(() => activities.discover({ runId }));
  await inActivity(() => activities.transition({ runId, event: 'started', by: 'workflow' }));
  let firstChunkNo = 1;
  let sourceChunks: number[] = [];
  for (let round = 1; ; round += 1) {
    const input = { runId, round, firstChunkNo, sourceChunks, flush: true };
    const { chunks, nextPlanAt } = await inActivity(() => activities.planChunks(input));
    if (chunks.length === 0 && nextPlanAt === null) break;
    if (nextPlanAt !== null) scene.aheadMs += Math.max(0, nextPlanAt - scene.ports.clock.now().getTime());
    firstChunkNo += chunks.length;
    sourceChunks = [];
    for (const chunkNo of chunks) {
      if (round > 1) scene.aheadMs += PATIENCE_MS;
      const { news } = await runChunk(activities, { runId, chunkNo });
      if (news) sourceChunks.push(chunkNo);
    }
  }
  const reason = { code: 'all-done', detail: 'Every URL was dealt with.' } as const;
  const ended = await inActivity(() => activities.finalizeRun({ runId, ending: 'completed', reason }));
  return `${ended.ending} ${ended.reason.code}`;
}

async function runChunk(
  activities: Activities,
  chunk: { runId: string; chunkNo: number },
): Promise<{ news: boolean }> {
  const scraped = await inActivity(() => activities.scrape(chunk));
  let files: StageFiles = { scrape: scraped.file };
  const keep = async (stage: keyof StageFiles, act: () => Promise<{ file: string }>): Promise<void> => {
    const { file } = await inActivity(act);
    files = { ...files, [stage]: file };
  };
  if (scraped.readable > 0) {
    await keep('parse', () => activities.parse({ ...chunk, files }));
    await keep('classify', () => activities.classify({ ...chunk, files }));
    await keep('detect-change', () => activities.detectChange({ ...chunk, files }));
    await keep('track-price', () => activities.trackPrice({ ...chunk, files }));
  }
  return inActivity(() => activities.store({ ...chunk, files }));
}
