// The scene of the use cases with what dead letters need beside it: failures, pages, deliveries.
import type { LetterReplayPorts } from '../../domain/upkeep/dead-letter/replay-letters.ts';
import type { LetterPorts } from '../../domain/upkeep/dead-letter/collect-letters.ts';
import type { DeadLetter } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import type { Trigger } from '../../domain/run/run.ts';
import { sampleFailure, samplePage, sampleRun, START } from '../contracts/sample-documents.ts';
import { type Scene, createScene, cuttable, putJob } from './control-scene.ts';

type LetterScenePorts = LetterPorts & LetterReplayPorts;

export interface LetterScene extends Scene {
  readonly letterPorts: LetterScenePorts;
  /** Rounds of deliveries that were started. */
  readonly rounds: string[];
}

export async function createLetterScene(): Promise<LetterScene> {
  const scene = createScene();
  await putJob(scene, { runSeq: 1 });
  const rounds: string[] = [];
  const { stores } = scene;
  const letterPorts = {
    ...scene.ports,
    deadLetters: cuttable(scene, stores.deadLetters),
    failures: stores.failures,
    pages: stores.pages,
    deliveries: cuttable(scene, stores.deliveries),
    deliveryEngine: {
      startDelivery: async ({ deliveryId, round }: { deliveryId: string; round: number }) =>
        rounds.push(`${deliveryId} ${round}`) > 0,
    },
  };
  return Object.assign(scene, { letterPorts, rounds });
}

/** A run of the job that has ended, with these pages failed. */
export async function endRun(
  scene: Scene,
  seq: number,
  failed: readonly string[],
  trigger: Trigger = 'manual',
): Promise<string> {
  const { stores } = scene;
  const runId = `run_${seq}`;
  await stores.runs.insert(
    sampleRun(runId, {
      jobId: 'job',
      seq,
      trigger,
      state: 'completed',
      finishedAt: scene.now,
      lettersAt: scene.now,
    }),
  );
  await stores.failures.put(failed.map((key) => sampleFailure(runId, key, { at: scene.now })));
  return runId;
}

/** The run stored these pages, which were asked for at this time. */
export async function storePages(
  scene: Scene,
  seq: number,
  keys: readonly string[],
  lastCheckedAt = new Date(scene.now.getTime() + 1_000),
): Promise<void> {
  for (const key of keys) {
    const page = { ...samplePage('job', key), order: seq * 10 + 1, lastCheckedAt };
    await scene.stores.pages.write([{ id: page._id, expectedV: 0, order: page.order, set: page }]);
  }
}

export async function lettersOf(scene: Scene): Promise<DeadLetter[]> {
  const all = await scene.stores.deadLetters.list({ workspaceId: 'default' }, { after: null, limit: 99 });
  return all.toSorted((a, b) => ((a.urlKey ?? '') < (b.urlKey ?? '') ? -1 : 1));
}

/** `a open http-error ×1`, in the order of keys. */
export async function outlineOf(scene: Scene): Promise<string[]> {
  return (await lettersOf(scene)).map(
    ({ urlKey, state, reason, times }) => `${urlKey ?? '-'} ${state} ${reason} ×${times}`,
  );
}

export function later(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}
