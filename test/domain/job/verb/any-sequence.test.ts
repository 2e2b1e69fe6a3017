// The use cases together: any sequence of what users, workflow and monitor may do keeps job, run and schedule in step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebloomError } from '../../../../domain/system/errors.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { JOB_STATES, type JobState } from '../../../../domain/run/job-state.ts';
import {
  deriveJobState,
  JOB_EVENTS,
  type JobEvent,
  type JobSituation,
  nextJob,
  possibleEvents,
} from '../../../../domain/job/lifecycle.ts';
import { archiveJob, restoreJob } from '../../../../domain/job/verb/archive-job.ts';
import { stopJob, stopRun } from '../../../../domain/job/verb/stop-job.ts';
import { getSituation, pauseJob, resumeJob, startJob } from '../../../../domain/job/verb/verbs.ts';
import { reconcileLeases } from '../../../../domain/job/reconcile/reconcile-jobs.ts';
import { reconcileSchedules } from '../../../../domain/job/reconcile/reconcile-schedules.ts';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import { isTerminal } from '../../../../domain/run/lifecycle.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { reconcileForced, reconcileRuns } from '../../../../domain/job/reconcile/reconcile-runs.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

const REASON = { code: 'all-done', detail: 'done' } as const;

/** Acts on the held run, if there is one. */
async function withRun(scene: Scene, act: (runId: string) => Promise<unknown>): Promise<void> {
  const { activeRun } = await jobOf(scene);
  if (activeRun !== null && (await scene.stores.runs.get(activeRun)) !== null) await act(activeRun);
}

const ACTS = {
  start: ({ ports }) => startJob(ports, 'job'),
  pause: ({ ports }) => pauseJob(ports, 'job'),
  resume: ({ ports }) => resumeJob(ports, 'job'),
  stop: ({ ports }) => stopJob(ports, 'job', { force: false }),
  'force-stop': ({ ports }) => stopJob(ports, 'job', { force: true }),
  archive: ({ ports }) => archiveJob(ports, 'job'),
  restore: ({ ports }) => restoreJob(ports, 'job'),
  'stop-run': (scene) => withRun(scene, (runId) => stopRun(scene.ports, runId, { force: false })),
  discovered: (scene) =>
    withRun(scene, (runId) => transitionRun(scene.ports, { runId, event: 'started', by: 'workflow' })),
  /** The workflow has begun to end the run and is cut off there. */
  ending: (scene) =>
    withRun(scene, (runId) =>
      transitionRun(scene.ports, { runId, event: 'finalize', by: 'workflow', ending: 'completed' }),
    ),
  completed: (scene) =>
    withRun(scene, (runId) =>
      finalizeRun(scene.ports, { runId, ending: 'completed', reason: REASON, by: 'workflow' }),
    ),
  failed: (scene) =>
    withRun(scene, (runId) =>
      finalizeRun(scene.ports, { runId, ending: 'failed', reason: REASON, by: 'workflow' }),
    ),
  /** What the engine has waiting begins: retries, starts that waited. */
  engine: async (scene) => {
    for (const { workflowId, jobId, trigger, retryEpoch } of scene.noted.started.values()) {
      await createRun(scene.ports, {
        workflowId,
        jobId,
        trigger,
        ...(retryEpoch === undefined ? {} : { retryEpoch }),
      });
    }
  },
  monitor: async (scene) => {
    scene.now = new Date(scene.now.getTime() + 10_000);
    await reconcileForced(scene.ports);
    await reconcileRuns(scene.ports);
    await reconcileLeases(scene.ports);
  },
} satisfies Record<string, (scene: Scene) => Promise<unknown>>;

type Act = keyof typeof ACTS;

async function perform(scene: Scene, act: Act): Promise<void> {
  const { job, state } = await getSituation(scene.ports, 'job');
  try {
    await ACTS[act](scene);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'transition-not-allowed') throw error;
    // The state it was refused in may have been named by the run: what is allowed follows from it either way.
    const { allowedTransitions, requested } = error.facts;
    const expected = possibleEvents(state, job.config).filter((event) => event !== requested);
    if (act !== 'stop-run') expect(allowedTransitions, `${act} in ${state}`).toEqual(expected);
  }
}

function moves(situation: JobSituation, event: JobEvent): JobState[] {
  const step = nextJob(situation, event);
  return step.ok && 'state' in step ? [step.state] : [];
}

/** Where the table lets `event` lead; the end of a run may be followed by `schedule`. */
function reachable(
  { from, event }: Job['history'][number],
  recurring: boolean,
  earlier?: JobState,
): JobState[] {
  const known = JOB_EVENTS.find((one) => one === event);
  if (known === undefined) return [];
  const reached = [true, false].flatMap((held) =>
    moves({ state: from, held, recurring, ...(earlier === undefined ? {} : { pausedFrom: earlier }) }, known),
  );
  if (!['complete', 'fail', 'stop'].includes(known)) return reached;
  return [...reached, ...reached.flatMap((state) => moves({ state, held: false, recurring }, 'schedule'))];
}

/** Every move of the job document is one of the table's; what happens between a start and its end is the run's. */
function checkHistory({ history, config, state, activeRun }: Job): void {
  const recurring = config.schedule !== undefined;
  for (const [at, move] of history.entries()) {
    const { from, event, to } = move;
    const last = history[at - 1];
    const earlier = last?.event === 'pause' ? last.from : undefined;
    expect(reachable(move, recurring, earlier), `${from} by ${event}`).toContain(to);
    const before = last?.to;
    if (before !== undefined && before !== 'starting') expect(from).toBe(before);
  }
  expect(history.at(-1)?.to ?? state).toBe(state);
  expect(state === 'starting', 'a job whose document says it is starting holds a run').toBe(
    activeRun !== null,
  );
}

async function checkInvariants(scene: Scene): Promise<void> {
  const job = await jobOf(scene);
  checkHistory(job);
  const open = await scene.stores.runs.open(10);
  expect(open.length, 'open runs of one job').toBeLessThanOrEqual(1);
  for (const run of open) expect(job.activeRun).toBe(run._id);
  const situation = await getSituation(scene.ports, 'job');
  expect(JOB_STATES).toContain(situation.state);
  if (situation.run !== null) {
    expect(isTerminal(situation.run.state)).toBe(false);
    expect(situation.state).toBe(deriveJobState(situation.run));
    expect(situation.job.shownState).toBe(situation.state);
  }
  const numbers = (await scene.stores.runs.list({ limit: 99 })).map(({ seq }) => seq);
  expect(new Set(numbers).size, 'numbers of runs').toBe(numbers.length);
}

describe('any sequence of events', () => {
  const acts = Object.keys(ACTS).filter((name): name is Act => name in ACTS);
  const config = fc.record({
    overlap: fc.constantFrom('skip', 'buffer_one', 'cancel_other'),
    recurring: fc.boolean(),
    attempts: fc.integer({ min: 0, max: 2 }),
  });

  it('keeps one open run, its state shown, every refusal explained, and the schedule as wanted', async () => {
    await fc.assert(
      fc.asyncProperty(
        config,
        fc.array(fc.constantFrom(...acts), { maxLength: 25 }),
        async ({ overlap, recurring, attempts }, sequence) => {
          const scene = createScene();
          const schedule = recurring ? { schedule: HOURLY } : {};
          const state = recurring ? 'scheduled' : 'created';
          await putJob(scene, { state, config: configOf({ overlap, retry: { attempts }, ...schedule }) });
          for (const act of sequence) {
            await perform(scene, act);
            await checkInvariants(scene);
          }
          await reconcileSchedules(scene.ports, null, 10);
          const { state: last } = await getSituation(scene.ports, 'job');
          const has = scene.noted.schedules.has('job');
          if (!recurring || last === 'archived' || last === 'stopped') expect(has).toBe(false);
          else if (last === 'scheduled' || last === 'paused' || last === 'failed') expect(has).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never starts a job again that a user has stopped, until a user says so', async () => {
    const others = acts.filter((act) => act !== 'start' && act !== 'restore');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...acts), { maxLength: 12 }),
        fc.array(fc.constantFrom(...others), { maxLength: 12 }),
        async (before, after) => {
          const scene = createScene();
          const config = configOf({ overlap: 'buffer_one', retry: { attempts: 2 }, schedule: HOURLY });
          await putJob(scene, { state: 'scheduled', config });
          for (const act of before) await perform(scene, act);
          if ((await getSituation(scene.ports, 'job')).state === 'archived') return;
          await perform(scene, 'stop');
          const { runSeq } = await jobOf(scene);
          for (const act of [...after, 'completed', 'engine', 'monitor'] as const) await perform(scene, act);
          expect((await jobOf(scene)).runSeq).toBe(runSeq);
          expect(['stopped', 'archived']).toContain((await getSituation(scene.ports, 'job')).state);
        },
      ),
      // Found by chance: a start that waited and a retry began once the job was archived and restored.
      { numRuns: 300, examples: [[['start', 'start', 'failed', 'archive', 'restore'], []]] },
    );
  });
});
