// Starts a run that mends what is stored. It takes the job's lease in any state but archived: people pause a job first, and
// roll back then.
import { WebloomError } from '../../system/errors.ts';
import type { Job } from '../../job/job.ts';
import type { JobState } from '../../run/job-state.ts';
import { LEASED_TO_MEND, type Mend } from '../../run/mend.ts';
import type { RollbackStore } from '../../page/rollback-store.ts';
import { runWorkflowId, toRunId } from '../../run/ids.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import type { VerbPorts } from '../../job/control-ports.ts';
import { createRun } from '../../job/execution/create-run.ts';
import { cutOffWords, whileStarting } from '../../job/verb/refuse-verb.ts';
import { freedSituation, launch } from '../../job/verb/verbs.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';
import { given } from '../../system/given.ts';

export interface StartedMend {
  readonly run: Run;
  readonly note?: string;
}

export async function startMend(
  ports: VerbPorts,
  jobId: string,
  mend: Mend,
  ulid: string = ports.ids.ulid(),
): Promise<StartedMend> {
  const attempt = async (): Promise<StartedMend | Outrun> => {
    const { job, run } = await freedSituation(ports, jobId);
    const workflowId = runWorkflowId({ jobId, jobName: job.name }, ulid);
    const runId = toRunId(workflowId, ports.clock.now(), ports.hasher);
    if (job.activeRun !== runId) refuseHeld(ports, job, run);
    if (job.activeRun !== runId && !(await takeLease(ports, job, runId, mend.by))) return OUTRUN;
    const jobState = job.activeRun === runId ? stateBefore(job) : job.state;
    const request = { workflowId, jobId, trigger: 'manual', by: mend.by } as const;
    const decision = await createRun(ports, { ...request, mend: { ...mend, jobState } });
    if (decision.kind !== 'run') return OUTRUN;
    // Not from `stopped`: that would put the job back on its schedule.
    const note = await launch(ports, job, decision.run, 'completed');
    return { run: decision.run, ...given({ note }) };
  };
  return untilWritten(attempt, () => keepsChanging(`Job ${jobId}`, { jobId }));
}

async function takeLease(ports: VerbPorts, job: Job, runId: string, by: string): Promise<boolean> {
  const step = { at: ports.clock.now(), from: job.state, to: 'starting', event: LEASED_TO_MEND, by } as const;
  return (await ports.jobs.control(job, { activeRun: runId, runSeq: job.runSeq + 1 }, step)) !== null;
}

/** Of a job whose lease was taken by an attempt that was cut off. */
function stateBefore({ history, state }: Job): JobState {
  return history.findLast(({ event }) => event === LEASED_TO_MEND)?.from ?? state;
}

function refuseHeld({ clock }: VerbPorts, job: Job, run: Run | null): void {
  const { _id: jobId, state, activeRun } = job;
  const facts = { jobId, state, ...given({ heldBy: activeRun ?? undefined }) };
  if (activeRun !== null && run === null)
    throw new WebloomError('transition-not-allowed', `${cutOffWords(activeRun)} Ask again then.`, {
      facts: { ...facts, ...whileStarting(job, clock.now()) },
    });
  if (activeRun !== null)
    throw new WebloomError(
      'transition-not-allowed',
      `${activeRun} is going on. Wait for its end, or stop it; then ask again.`,
      { facts },
    );
  if (state === 'archived')
    throw new WebloomError(
      'transition-not-allowed',
      `The job is archived. Restore it first; then ask again.`,
      { facts },
    );
}

/** Throws where the run can not be rolled back, and says what can be done. */
export function refuseRollback(run: Run): void {
  refuseMended(run);
  const { _id: runId, state } = run;
  if (isTerminal(state)) return;
  throw new WebloomError(
    'transition-not-allowed',
    `${runId} is going on. Wait for its end, or stop it; then roll it back.`,
    { facts: { runId, state } },
  );
}

/** What such a run did is undone, never rolled back. */
export function refuseMended({ _id: runId, mend }: Run): void {
  if (mend?.kind === 'rollback')
    throw new WebloomError(
      'transition-not-allowed',
      `${runId} is a roll-back: undo it instead (webloom undo-rollback ${runId}).`,
      { facts: { runId } },
    );
  if (mend?.kind === 'undo-rollback')
    throw new WebloomError(
      'transition-not-allowed',
      `${runId} undid a roll-back. Roll back the run that was rolled back once more instead.`,
      { facts: { runId, undone: mend.runId } },
    );
  if (mend?.kind === 'verify')
    throw new WebloomError(
      'transition-not-allowed',
      `${runId} verified what is stored: it stored nothing that could be taken back.`,
      { facts: { runId } },
    );
  if (mend?.kind === 'reparse')
    throw new WebloomError(
      'transition-not-allowed',
      `${runId} read stored pages again. Correct the rules of the job and read them again instead.`,
      { facts: { runId } },
    );
}

/** Throws where there is nothing to undo, and says why. */
export async function refuseUndo(
  { rollbacks }: { readonly rollbacks: Pick<RollbackStore, 'list'> },
  { _id: runId, state, mend }: Run,
): Promise<void> {
  const facts = { runId };
  if (mend?.kind !== 'rollback')
    throw new WebloomError(
      'transition-not-allowed',
      `${runId} is no roll-back, so there is nothing to undo. The runs of the job say which are.`,
      { facts },
    );
  if (!isTerminal(state))
    throw new WebloomError('transition-not-allowed', `${runId} is going on. Wait for its end, or stop it.`, {
      facts,
    });
  let after: string | null = null;
  let undoneBy: string | undefined;
  for (;;) {
    const batch = await rollbacks.list(runId, { after, limit: BATCH });
    if (batch.some((page) => page.isChanged && page.undoneBy === undefined)) return;
    undoneBy = batch.find((page) => page.undoneBy !== undefined)?.undoneBy ?? undoneBy;
    after = batch.at(-1)?._id ?? null;
    if (batch.length < BATCH) break;
  }
  const why = undoneBy === undefined ? 'changed nothing' : `was undone by ${undoneBy}`;
  throw new WebloomError('transition-not-allowed', `${runId} ${why}: there is nothing to undo.`, { facts });
}

const BATCH = 500;
