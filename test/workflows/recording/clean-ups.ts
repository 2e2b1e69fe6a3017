// Histories of clean-ups: looked at only, done, stopped, begun beside another, and so long that it continues as new.
import { createTemporalEngine } from '../../../adapters/temporal/run-engine.ts';
import { cleanUpId } from '../../../domain/upkeep/clean-up/clean-up.ts';
import { eventually } from '../../support/eventually.ts';
import { type Recording, type Scene, executionsOf, fillHistory, pagesJob, withScene } from './scene.ts';

const STARTED_MS = 20_000;

interface Cleaned extends Scene {
  readonly engine: ReturnType<typeof createTemporalEngine>;
  readonly workflowId: string;
}

export function recordCleanUps(recording: Recording): Promise<void> {
  return withScene(recording, { name: 'clean-ups' }, async (scene) => {
    const { system, services } = scene;
    const engine = createTemporalEngine({ address: services.temporalAddress, prefix: system.namespace });
    const cleaned = { ...scene, engine, workflowId: `${system.namespace}-clean-up` };
    try {
      await system.completed(await pagesJob(scene, {}, 5));
      await recordDone(cleaned, true);
      await recordDone(cleaned, false);
      await recordBeside(cleaned);
      await recordCancelled(cleaned);
      await recordContinuation(cleaned);
    } finally {
      await engine.close();
    }
  });
}

/** The workflow of the one before ends a moment after its report. */
async function start({ engine }: Cleaned, dryRun: boolean): Promise<void> {
  const order = { cleanUpId: cleanUpId(new Date()), dryRun, by: 'Ann' };
  await eventually(() => engine.startCleanUp(order), STARTED_MS);
}

const handleOf = ({ system, workflowId }: Cleaned) => system.temporal.workflow.getHandle(workflowId);

async function recordDone(cleaned: Cleaned, dryRun: boolean): Promise<void> {
  await start(cleaned, dryRun);
  await handleOf(cleaned).result();
  await cleaned.save(dryRun ? 'dry-run' : 'done', cleaned.workflowId);
}

/** Without a pipeline it stays where it is. */
async function startHeld(cleaned: Cleaned): Promise<void> {
  await cleaned.system.one('pipeline').down();
  await start(cleaned, false);
}

/** Two schedules of one installation: the second finds the lock of the first. */
async function recordBeside(cleaned: Cleaned): Promise<void> {
  const { system } = cleaned;
  await startHeld(cleaned);
  const input = { cleanUpId: cleanUpId(new Date(Date.now() + 1)), dryRun: false, by: 'Bob' };
  const taskQueue = `${system.namespace}-orchestrator`;
  const workflowId = `${cleaned.workflowId}-beside`;
  const beside = await system.temporal.workflow.start('maintenance', {
    workflowId,
    taskQueue,
    args: [input],
  });
  system.one('pipeline').start();
  const results = await Promise.all([handleOf(cleaned).result(), beside.result()]);
  const isRefused = results.map((result) => String(result).startsWith('Another'));
  if (isRefused[0] === isRefused[1]) throw new Error(`one of two was to be refused: ${results.join(' ')}`);
  await cleaned.save('refused', isRefused[1] === true ? workflowId : cleaned.workflowId);
}

async function recordCancelled(cleaned: Cleaned): Promise<void> {
  await startHeld(cleaned);
  await handleOf(cleaned).cancel();
  cleaned.system.one('pipeline').start();
  await handleOf(cleaned)
    .result()
    .catch(() => undefined); // it tells that it was cancelled
  await cleaned.save('cancelled', cleaned.workflowId);
}

async function recordContinuation(cleaned: Cleaned): Promise<void> {
  const { system, workflowId, save } = cleaned;
  await startHeld(cleaned);
  await fillHistory(system, workflowId);
  const { runId: first } = await handleOf(cleaned).describe();
  system.one('pipeline').start();
  await handleOf(cleaned).result();
  const executions = await executionsOf(system, workflowId, 2);
  await save('continue-as-new-first', workflowId, first);
  await save('continue-as-new-last', workflowId, executions.at(-1));
}
