// Lets go of the changes that a job's gates hold back: at the end of a run that closed none of them, else when somebody
// has decided. Each step may be repeated: the decision stands on the run, and changes that are settled stay as they are.
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { decisionOf, needsRelease } from './pending-release.ts';
import type { JobStore } from '../job-store.ts';
import type { HistoryStore } from '../../page/page-store.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import type { RunStore } from '../../run/run-store.ts';
import { type AnnouncePorts, announce } from '../control-ports.ts';
import { OUTRUN, type Outrun, untilWritten } from '../../system/until-written.ts';

interface ReleasePorts extends Pick<AnnouncePorts, 'clock'> {
  readonly runs: Pick<RunStore, 'get'>;
  readonly history: Pick<HistoryStore, 'unreleasedRuns' | 'settleUnreleased'>;
}

/** Also of earlier runs of the job whose changes were stored late, or confirmed by a second look of this one. */
export async function releaseChanges({ runs, history, clock }: ReleasePorts, run: Run): Promise<void> {
  if (!needsRelease(run.config)) return;
  for (const runId of new Set([run._id, ...(await history.unreleasedRuns(run.jobId))])) {
    const one = runId === run._id ? run : await runs.get(runId);
    if (one !== null && !isTerminal(one.state)) continue;
    const decision = one === null ? 'confirmed' : decisionOf(one);
    if (decision !== null) await history.settleUnreleased(runId, decision, clock.now());
  }
}

export interface DecidePorts extends AnnouncePorts {
  readonly runs: Pick<RunStore, 'get' | 'decideRelease'>;
  readonly jobs: Pick<JobStore, 'get' | 'control'>;
  readonly history: Pick<HistoryStore, 'settleUnreleased'>;
}

export interface Decision {
  readonly state: 'confirmed' | 'withdrawn';
  readonly by: string;
}

/** Of several who decide, the first does. The same decision again settles what a cut left over. */
export async function decideRelease(
  ports: DecidePorts,
  runId: string,
  { state, by }: Decision,
): Promise<Run> {
  const at = ports.clock.now();
  const run = await findUnreleased(ports, runId);
  const decided = run.hold.state === 'held' ? await ports.runs.decideRelease(runId, { state, by, at }) : null;
  const hold = decided?.hold ?? (await findUnreleased(ports, runId)).hold;
  if (hold.state !== state)
    throw new WebloomError(
      'transition-not-allowed',
      `The changes of run ${runId} are ${hold.state} already.`,
      {
        facts: { runId, state: hold.state },
      },
    );
  const changes = await ports.history.settleUnreleased(runId, state, at);
  await clearTrouble(ports, run);
  if (decided !== null)
    await announce(ports, {
      type: 'gate.decided',
      workspaceId: run.workspaceId,
      jobId: run.jobId,
      runId,
      data: { state, by, changes },
    });
  return { ...run, hold };
}

async function findUnreleased(
  { runs }: Pick<DecidePorts, 'runs'>,
  runId: string,
): Promise<Run & Required<Pick<Run, 'hold'>>> {
  const run = await runs.get(runId);
  if (run === null) throw noSuch('run', { runId });
  const { hold } = run;
  if (hold !== undefined) return { ...run, hold };
  throw new WebloomError(
    'transition-not-allowed',
    `Run ${runId} holds no changes back: it has closed no gate with “hold changes”.`,
    { facts: { runId, state: run.state } },
  );
}

/** The job does not need anybody for this run any more. */
async function clearTrouble({ jobs }: Pick<DecidePorts, 'jobs'>, { _id, jobId }: Run): Promise<void> {
  const attempt = async (): Promise<undefined | Outrun> => {
    const job = await jobs.get(jobId);
    if (job?.trouble?.kind !== 'held' || job.trouble.runId !== _id) return undefined;
    return (await jobs.control(job, { trouble: null }, null)) === null ? OUTRUN : undefined;
  };
  await untilWritten(attempt, () => undefined);
}
