// Histories of runs by what started them, and of starts that made no run.
import { planReplay, replayLetters } from '../../../domain/upkeep/dead-letter/replay-letters.ts';
import { stopJob } from '../../../domain/job/verb/stop-job.ts';
import { pauseJob, putSchedule, startJob } from '../../../domain/job/verb/verbs.ts';
import { scheduleId } from '../../../domain/run/ids.ts';
import type { Trigger } from '../../../domain/run/run.ts';
import { eventually } from '../../support/eventually.ts';
import type { System } from '../../support/system.ts';
import { type Recording, type Scene, nextRun, pagesJob, siteJob, withScene } from './scene.ts';

const YEARLY = { kind: 'cron', cron: '0 0 29 2 *' };
const OFTEN = { kind: 'interval', everyMs: 10_000 };
const WITHIN_MS = 30_000;

export function recordStarts(recording: Recording): Promise<void> {
  return withScene(recording, { name: 'starts', processes: { monitor: 1 } }, async (scene) => {
    await recordScheduled(scene);
    await recordByHand(scene);
    await recordBuffered(scene);
    await recordRestart(scene);
    await recordRetry(scene);
    await recordReplay(scene);
    await recordDependents(scene);
  });
}

async function keepSchedule(system: System, jobId: string): Promise<void> {
  const job = await system.mongo.jobs.get(jobId);
  if (job === null) throw new Error('the job is not there');
  await putSchedule(system.ports, job, false);
}

interface Awaited {
  readonly name: string;
  readonly jobId: string;
  readonly trigger: Trigger;
  /** Runs of the job that are there already. */
  readonly known?: readonly string[];
}

async function saveNext(scene: Scene, { name, jobId, trigger, known = [] }: Awaited): Promise<void> {
  const run = await scene.system.ended((await nextRun(scene.system, jobId, known))._id);
  if (run.trigger !== trigger) throw new Error(`${name}: a ${trigger} run was to come, not a ${run.trigger}`);
  await scene.save(name, run.workflowId);
}

async function recordScheduled(scene: Scene): Promise<void> {
  const jobId = await pagesJob(scene, { schedule: OFTEN });
  await keepSchedule(scene.system, jobId);
  await saveNext(scene, { name: 'scheduled', jobId, trigger: 'schedule' });
  await stopJob(scene.system.ports, jobId, { force: false });
}

/** Id of the workflow that a trigger of the schedule starts. */
async function triggerSchedule(system: System, jobId: string): Promise<string> {
  const schedule = system.temporal.schedule.getHandle(scheduleId(jobId));
  const { numActionsTaken } = (await schedule.describe()).info;
  await schedule.trigger();
  return eventually(async () => {
    const { info } = await schedule.describe();
    if (info.numActionsTaken <= numActionsTaken) return null;
    return info.recentActions.at(-1)?.action.workflow.workflowId ?? null;
  }, WITHIN_MS);
}

/** In Temporal's own screens: a run, and a start that is refused because the job is paused. */
async function recordByHand(scene: Scene): Promise<void> {
  const { system } = scene;
  const jobId = await pagesJob(scene, { schedule: YEARLY });
  await keepSchedule(system, jobId);
  await triggerSchedule(system, jobId);
  await saveNext(scene, { name: 'triggered-by-hand', jobId, trigger: 'manual' });
  await pauseJob(system.ports, jobId);
  const refused = await triggerSchedule(system, jobId);
  await system.temporal.workflow.getHandle(refused).result();
  await scene.save('refused', refused);
}

/** A start that waits for the run that goes on, and the run that it becomes. */
async function recordBuffered(scene: Scene): Promise<void> {
  const { system } = scene;
  const jobId = await siteJob(scene, { schedule: YEARLY, overlap: 'buffer_one' });
  await keepSchedule(system, jobId);
  const { run } = await startJob(system.ports, jobId);
  const runId = run?._id ?? '';
  await eventually(async () => (await system.run(runId)).state === 'running');
  const waiting = await triggerSchedule(system, jobId);
  await system.temporal.workflow.getHandle(waiting).result();
  await scene.save('buffered', waiting);
  await system.ended(runId);
  const after = await system.ended((await nextRun(system, jobId, [runId]))._id);
  await scene.save('after-buffered', after.workflowId);
}

async function recordRestart(scene: Scene): Promise<void> {
  const { system } = scene;
  const jobId = await pagesJob(scene);
  const first = await system.completed(jobId);
  await stopJob(system.ports, jobId, { force: false });
  await system.start(jobId);
  await saveNext(scene, { name: 'restart', jobId, trigger: 'restart', known: [first._id] });
}

async function recordRetry(scene: Scene): Promise<void> {
  const { system, pages } = scene;
  pages.refuse(pages.paths[0] ?? '', 500, 1);
  const config = { fetch: { maxAttempts: 1 }, retry: { attempts: 1, afterMs: 1_000 } };
  const jobId = await pagesJob(scene, config);
  const failed = await system.ended((await system.start(jobId))._id);
  await saveNext(scene, { name: 'retry', jobId, trigger: 'retry', known: [failed._id] });
}

async function recordReplay(scene: Scene): Promise<void> {
  const { system, pages } = scene;
  for (const path of pages.paths.slice(0, 3)) pages.refuse(path, 500, 1);
  const jobId = await pagesJob(scene, { fetch: { maxAttempts: 1 } }, 9);
  const first = await system.completed(jobId);
  const { deadLetters, deliveries } = system.mongo;
  await eventually(async () => {
    const filter = { workspaceId: 'default', jobId, states: ['open'] } as const;
    return (await deadLetters.list(filter, { after: null, limit: 9 })).length === 3;
  }, WITHIN_MS);
  const deliveryEngine = { startDelivery: async () => true };
  const ports = { ...system.ports, deadLetters, deliveries, deliveryEngine };
  await replayLetters(ports, await planReplay(ports, { workspaceId: 'default', jobId }), 'Ann');
  await saveNext(scene, { name: 'replay', jobId, trigger: 'replay', known: [first._id] });
}

/** A dependent that is given the pages that changed, and one of its own that is given none. */
async function recordDependents(scene: Scene): Promise<void> {
  const { system, pages } = scene;
  const last = await pagesJob(scene);
  const details = await pagesJob(scene, { dependents: [last] });
  const dependents = [{ job: details, when: 'changes', pages: 'changed' }];
  const list = await pagesJob(scene, { dependents }, 5);
  await system.completed(list);
  pages.revise(pages.paths[1] ?? '');
  const run = await system.completed(list);
  await scene.save('with-dependents', run.workflowId);
  await saveNext(scene, { name: 'dependent', jobId: details, trigger: 'dependency' });
  await saveNext(scene, { name: 'dependent-of-dependent', jobId: last, trigger: 'dependency' });
}
