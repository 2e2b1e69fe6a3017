// Runs of jobs through the real stages: planner, scrape, parse pass and the stages behind it as in earnest. Stores, blobs
// and the network are in memory; the clock is moved on where a run would wait for a second look.
import { createClassify } from '../../activities/classify.ts';
import type { StageFiles } from '../../activities/contract.ts';
import { createDetectChange } from '../../activities/detect-change.ts';
import { createOrchestrate } from '../../activities/orchestrate.ts';
import { createParse } from '../../activities/parse.ts';
import { createPlanChunks } from '../../activities/plan/plan-chunks.ts';
import { createScrape } from '../../activities/scrape/scrape.ts';
import { createDiscover } from '../../activities/source/discover.ts';
import { createStore } from '../../activities/store/store.ts';
import { createTrackPrice } from '../../activities/track-price.ts';
import { createPictureComparer } from '../../workers/threads/thread-picture-comparer.ts';
import { urlKeyOf } from '../../workers/url-key.ts';
import { createScene } from './control-scene.ts';
import { parser } from './unthreaded-reading.ts';
import type { DispatchScene } from './dispatch-scene.ts';
import { inActivity } from './in-activity.ts';

/** Longer than the wait for any second look. */
const PATIENCE_MS = 12_000;

export function createActivities({ ports, stores }: DispatchScene) {
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
    ...createDetectChange({ ...stage, pictures: createPictureComparer() }),
    ...createTrackPrice(stage),
    store: store.store,
  };
}

export type Activities = ReturnType<typeof createActivities>;

/** One run from its lease to its end, as the workflow goes about it, a chunk at a time. */
export async function runJob(
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

export async function runChunk(
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
