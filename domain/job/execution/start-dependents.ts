// What follows a run that completed: the dependents of its job. Each is judged once for a run; what became of it is kept
// on the run, so that a repeat after a cut decides nothing anew. The id of the start follows from the run, so a repeat
// starts nothing twice.
import {
  asksForFindings,
  type HandedPages,
  judgeDependent,
  toConditional,
} from '../../config/dependent/dependent.ts';
import { findingsOf, handedPages, MAX_HANDED } from './found-pages.ts';
import type { ConditionalDependent } from '../../config/dependent/schema.ts';
import { type Job, ownerOf } from '../job.ts';
import type { ChangedPage } from '../../page/page-store.ts';
import type { DependentStart, RunOrigin } from '../../run/chain.ts';
import { runWorkflowId, toRunId } from '../../run/ids.ts';
import { ulidOfRun } from '../../run/run-id.ts';
import type { Run } from '../../run/run.ts';
import { type RunDecision, type RunRequest, describeDecision } from '../start-decision.ts';
import type { ControlPorts, LeasePorts } from '../control-ports.ts';
import { given } from '../../system/given.ts';

/** Changes of a run that are looked at; a page has one, hardly ever two. */
const MAX_CHANGES = 4 * MAX_HANDED;

const GONE = 'Not started: the job was removed.';

type StartPorts = Pick<LeasePorts, 'clock' | 'engine' | 'hasher' | 'history' | 'jobs' | 'runs'>;

export async function startDependents(ports: StartPorts, job: Job, run: Run): Promise<void> {
  const dependents = job.config.dependents.map(toConditional);
  // The run may have been given to others to end; what they noted since is asked for anew.
  const noted = dependents.length === 0 ? {} : ((await ports.runs.get(run._id))?.dependents ?? {});
  const open = dependents.filter(({ job: jobId }) => noted[jobId] === undefined);
  const changes = open.some(asksForFindings) ? await changesOf(ports, run) : [];
  for (const dependent of open) await startOne(ports, run, { dependent, changes });
}

async function startOne(
  ports: StartPorts,
  run: Run,
  { dependent, changes }: { dependent: ConditionalDependent; changes: readonly ChangedPage[] },
): Promise<void> {
  const other = await ports.jobs.get(dependent.job);
  const at = ports.clock.now();
  if (other === null) {
    const gone = { jobName: dependent.job, code: 'job-gone', detail: GONE, runId: null, at } as const;
    return ports.runs.noteDependent(run._id, dependent.job, { start: gone, isFirst: true });
  }
  const origin = originBehind(run, dependent.pages);
  const { starts, code, detail } = judgeDependent(dependent, {
    depth: origin.depth,
    sourceKind: other.config.source.kind,
    findings: findingsOf(changes),
  });
  const owner = ownerOf(other);
  const workflowId = runWorkflowId(owner, ulidOfRun(run._id), 'after');
  if (starts) await ports.engine.start({ ...owner, workflowId, trigger: 'dependency', origin });
  const runId = starts ? toRunId(workflowId, at, ports.hasher) : null;
  const start = { jobName: other.name, code, detail, runId, at };
  // The start may have been refused meanwhile, which says more.
  await ports.runs.noteDependent(run._id, other._id, { start, isFirst: true });
}

function originBehind(run: Run, pages: HandedPages | undefined): RunOrigin {
  return {
    parentRunId: run._id,
    rootRunId: run.origin?.rootRunId ?? run._id,
    depth: (run.origin?.depth ?? 0) + 1,
    ...given({ pages }),
  };
}

/** The pages a run is to visit that its parent has found; null: it has no such pages of a parent. */
export async function pagesOfParent(
  ports: Pick<ControlPorts, 'history' | 'runs'>,
  { origin }: Pick<RunRequest, 'origin'>,
): Promise<readonly string[] | null> {
  if (origin?.pages === undefined) return null;
  const parent = await ports.runs.get(origin.parentRunId);
  return parent === null ? [] : handedPages(await changesOf(ports, parent), origin.pages);
}

function changesOf(ports: Pick<ControlPorts, 'history'>, run: Run): Promise<ChangedPage[]> {
  const { _id: runId, jobId, createdAt: from, finishedAt: until = from } = run;
  return ports.history.confirmedIn({ jobId, runId, from, until }, MAX_CHANGES);
}

/** Tells the run that started a dependent what became of the start. A retry is told by the run that failed. */
export async function noteStart(
  ports: Pick<ControlPorts, 'clock' | 'runs'>,
  job: Job | null,
  { request, decision }: { readonly request: RunRequest; readonly decision: RunDecision },
): Promise<void> {
  const { origin, trigger, jobId } = request;
  const jobName = job?.name ?? jobId;
  if (origin === undefined || trigger !== 'dependency') return;
  const told = toldStart(decision);
  if (told === null) return;
  const kept = (await ports.runs.get(origin.parentRunId))?.dependents?.[jobId];
  // What the parent notes of a start says more; it is noted by now, or comes.
  if (told.code === 'started' && kept?.code !== 'waits') return;
  const start = { jobName, at: ports.clock.now(), ...told };
  await ports.runs.noteDependent(origin.parentRunId, jobId, { start });
}

/** Null: it tells nothing new. */
function toldStart(decision: RunDecision): Pick<DependentStart, 'code' | 'detail' | 'runId'> | null {
  switch (decision.kind) {
    case 'run':
      return {
        code: 'started',
        detail: 'Started: it had waited for the end of another run.',
        runId: decision.run._id,
      };
    case 'buffered':
      return { code: 'waits', detail: describeDecision(decision), runId: null };
    case 'refused':
      // The run is there, made under the job's former name.
      if (decision.reason === 'slot-decided') return null;
      return { code: 'refused', detail: `Not started: ${describeDecision(decision)}`, runId: null };
  }
}

/** For a start that waited and will not come: another one took its place, or its job was stopped or paused. */
export async function noteDropped(
  ports: Pick<ControlPorts, 'clock' | 'runs'>,
  job: Job,
  detail: string,
): Promise<void> {
  const { buffered, _id: jobId, name: jobName } = job;
  if (buffered?.origin === undefined) return;
  const start = { jobName, code: 'refused', detail, runId: null, at: ports.clock.now() } as const;
  await ports.runs.noteDependent(buffered.origin.parentRunId, jobId, { start });
}
