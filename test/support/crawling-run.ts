// A run in the middle of its crawl, for the tests of its end.
import type { Job } from '../../domain/job/job.ts';
import { createRun } from '../../domain/job/execution/create-run.ts';
import { finalizeRun } from '../../domain/job/execution/finalize-run.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { NewUrl } from '../../domain/run/frontier.ts';
import type { RunEnding } from '../../domain/run/lifecycle.ts';
import { transitionRun } from '../../domain/job/execution/transition-run.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { configOf, createScene, putJob, type Scene } from './control-scene.ts';

export const RUN = 'run_00000000000000000000000001';
export const REASON = { code: 'all-done', detail: 'All URLs were dealt with.' } as const;
const LOST = { code: 'workflow-lost', detail: 'gone' } as const;

/** A run with two committed pages, a chunk in `storing` with two more. */
export async function crawling(
  config: Record<string, unknown> = {},
  fields: Partial<Job> = {},
): Promise<Scene> {
  const scene = createScene();
  const { ports, stores } = scene;
  await putJob(scene, { config: configOf(config), ...fields });
  await createRun(ports, { workflowId: `run:job:${RUN.slice(4)}`, jobId: 'job', trigger: 'manual' });
  await transitionRun(ports, { runId: RUN, event: 'started', by: 'workflow' });
  const urls = ['a', 'b', 'c', 'd'].map(urlOf);
  await stores.frontier.offer(RUN, 1, urls, 0);
  const counts = {
    ...NO_COUNTS,
    unchanged: 1,
    failed: 1,
    countedFailures: 1,
    reasons: { 'same-text': 1, timeout: 1 },
  };
  await stores.chunks.insert(sampleChunk(RUN, 1, { state: 'committed', counts }));
  await stores.chunks.insert(sampleChunk(RUN, 2, { state: 'storing' }));
  await stores.chunks.insert(sampleChunk(RUN, 3, { state: 'planned' }));
  return scene;
}

/** One URL more, which the run never came to. */
export async function leaveUrl({ stores }: Scene): Promise<void> {
  await stores.frontier.offer(RUN, 1, [urlOf('e')], 0);
}

function urlOf(urlKey: string): NewUrl {
  return { urlKey, url: `http://shop.test/${urlKey}`, depth: 0 };
}

export const finalize = (scene: Scene, ending: RunEnding = 'completed') =>
  finalizeRun(scene.ports, {
    runId: RUN,
    ending,
    reason: ending === 'failed' ? LOST : REASON,
    by: 'workflow',
  });
