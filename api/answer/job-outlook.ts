// Collects the facts for a job's outlook: the run it holds with what holds it up, and the run that ended last.
import type { ActiveRun, LastRun, OutlookFacts } from '../../domain/job/outlook/outlook.ts';
import { lastOf, outlookFacts } from '../../domain/job/outlook/outlook-facts.ts';
import type { Job } from '../../domain/job/job.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import type { Run } from '../../domain/run/run.ts';
import { whyIdle } from '../../domain/job/outlook/why-idle.ts';
import type { ApiPorts } from '../ports.ts';
import { toRunView } from '../views/run/run-view.ts';
import { collectIdleFacts } from '../query/idle-facts.ts';

export interface JobSituation {
  readonly job: Job;
  readonly run: Run | null;
  readonly state: JobState;
}

type OutlookPorts = Parameters<typeof collectIdleFacts>[0] & Pick<ApiPorts, 'jobs' | 'runs'>;

export async function collectOutlook(
  ports: OutlookPorts,
  { job, run, state }: JobSituation,
): Promise<OutlookFacts> {
  const [held, last] = await Promise.all([run === null ? null : activeRun(ports, run), lastRun(ports, job)]);
  return { ...outlookFacts(job, state), run: held, last };
}

async function activeRun(ports: OutlookPorts, run: Run): Promise<ActiveRun> {
  const [{ ledger }, facts] = await Promise.all([toRunView(ports, run), collectIdleFacts(ports, run)]);
  const { idle, reasons } = whyIdle(facts);
  return {
    runId: run._id,
    seq: run.seq,
    state: run.state,
    phase: run.phase,
    discovered: ledger.discovered,
    done: ledger.stored + ledger.unchanged + ledger.failed + ledger.skipped,
    isIdle: idle,
    reasons,
  };
}

async function lastRun({ runs }: Pick<ApiPorts, 'runs'>, job: Job): Promise<LastRun | null> {
  const { lastRunId } = job.aggregates;
  return lastOf(job, lastRunId === undefined ? null : await runs.get(lastRunId));
}
