// Decides whether a run may start, and takes the job's lease for it; used by every trigger. Repeating any
// step is harmless: the run's id follows from the workflow's id, the lease is one compare-and-set, the
// document is insert-only.
import { eventKey } from '../../system/event/event-key.ts';
import { withFoundSelectors } from '../found-selectors.ts';
import type { Job } from '../job.ts';
import { type LimitMet, describeLimit } from '../limit/limit-met.ts';
import { remedyOf } from '../limit/limit-words.ts';
import { admitRun, configWithinPlan, leaveRuns } from '../limit/run-limits.ts';
import { idleSituation, movedJob, nextJob, possibleEvents } from '../lifecycle.ts';
import { type AnnouncePorts, type ControlPorts, type VerbPorts, announce } from '../control-ports.ts';
import { releaseLease } from './release-lease.ts';
import { holdOfJob } from '../hold/hold-of-job.ts';
import { slotSkips, slotFields } from './skip-times.ts';
import { isMissed, missedFields, settleMissed, settlePassed, turnOfSlot } from './settle-missed.ts';
import { noteDropped, pagesOfParent } from './start-dependents.ts';
import { toRunId } from '../../run/ids.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { type RunDecision, type RunRequest, judgeSlot } from '../start-decision.ts';
import { transitionRun } from './transition-run.ts';
import { OUTRUN, type Outrun, untilWritten } from '../../system/until-written.ts';
import { given } from '../../system/given.ts';

export async function createRun(ports: VerbPorts, request: RunRequest): Promise<RunDecision> {
  const runId = toRunId(request.workflowId, ports.clock.now(), ports.hasher);
  const known = await ports.runs.get(runId);
  if (known !== null) return claim(ports, known, request);
  const pages = await pagesOfParent(ports, request);
  if (pages?.length === 0) return { kind: 'refused', reason: 'no-pages' };
  const wanted = pages === null ? request : { ...request, onlyUrls: pages };
  const attempt = async (): Promise<RunDecision | Outrun> => {
    const job = await ports.jobs.get(request.jobId);
    return job === null ? { kind: 'refused', reason: 'job-gone' } : decide(ports, job, runId, wanted);
  };
  return untilWritten(attempt, () => ({ kind: 'refused', reason: 'held' }));
}

/**
 * A run belongs to the workflow it was created for. When the job was renamed in between, the same slot gives
 * another workflow id, because the name is part of the id; that second workflow must not work on the run too.
 */
async function claim(
  ports: AnnouncePorts & Pick<ControlPorts, 'jobs'>,
  run: Run,
  { workflowId }: RunRequest,
  justRead?: Job,
): Promise<RunDecision> {
  if (run.workflowId !== workflowId) return { kind: 'refused', reason: 'slot-decided' };
  const job = await announceStart(ports, run, justRead);
  return { kind: 'run', run, ...given({ job }) };
}

async function decide(
  ports: VerbPorts,
  job: Job,
  runId: string,
  given: RunRequest,
): Promise<RunDecision | Outrun> {
  const hold = job.activeRun === runId ? null : holdOfJob(ports, job);
  // Nothing is noted: a time of the schedule that passes meanwhile is a missed one when the hold is lifted.
  if (hold !== null) return { kind: 'refused', reason: 'emergency', hold };
  if (job.activeRun !== runId && (await settleMissed(ports, job))) return OUTRUN;
  const asked = judgeSlot(job, given);
  if (asked === 'not-a-slot') return { kind: 'refused', reason: 'not-a-slot' };
  if (await settlePassed(ports, job, asked === 'closed' ? given : asked)) return OUTRUN;
  if (asked === 'closed') return noteSlot(ports, job, given, { kind: 'refused', reason: 'closed' });
  return lease(ports, job, runId, asked);
}

async function lease(
  ports: VerbPorts,
  job: Job,
  runId: string,
  request: RunRequest,
): Promise<RunDecision | Outrun> {
  if (job.activeRun === runId) return insertRun(ports, job, runId, request);
  const turn = turnOfSlot(job, request);
  // The monitor starts it when its turn has come. It takes no part in the overlap policy: it never waits and stops nothing.
  if (turn === 'later' || (turn === 'now' && job.activeRun !== null))
    return { kind: 'refused', reason: 'missed' };
  if (job.activeRun !== null) return decideOverlap(ports, job, request);
  const refusal = refuseByState(job, request);
  if (refusal !== null) return noteSlot(ports, job, request, refusal);
  const limit = await admitRun(ports, { workspaceId: job.workspaceId, runId });
  if (limit !== null) return deferStart(ports, job, request, limit);
  const leased = await ports.jobs.control(
    job,
    {
      activeRun: runId,
      runSeq: job.runSeq + 1,
      retryEpoch: job.retryEpoch + 1,
      retryAt: null,
      heldBack: null,
      ...slotFields(job, request, ports.clock.now()),
      ...missedFields(job, request, ports.clock.now()),
    },
    {
      at: ports.clock.now(),
      from: job.state,
      to: movedJob(idleSituation(job.state, job.config), 'start'),
      event: 'start',
      by: request.by ?? request.trigger,
    },
  );
  if (leased !== null) return insertRun(ports, leased, runId, request);
  await leaveRuns(ports, { workspaceId: job.workspaceId, runId });
  return OUTRUN;
}

/** Somebody who starts a run by hand is told at once; of a start by itself the job keeps why it did not happen. */
async function deferStart(
  ports: VerbPorts,
  job: Job,
  request: RunRequest,
  limit: LimitMet,
): Promise<RunDecision | Outrun> {
  const decision = { kind: 'refused', reason: 'limit', limit } as const;
  if (isByUser(request)) return noteSlot(ports, job, request, decision);
  const at = ports.clock.now();
  const noted = await ports.jobs.control(
    job,
    {
      ...slotFields(job, request, at),
      ...slotSkips(job, request, { why: 'limit', now: at }),
      retryAt: null,
      heldBack: {
        at,
        trigger: request.trigger,
        detail: describeLimit(limit),
        remedy: remedyOf(limit.limit),
        until: limit.resetsAt,
      },
    },
    null,
  );
  return noted === null ? OUTRUN : decision;
}

function isByUser({ trigger }: RunRequest): boolean {
  return trigger === 'manual' || trigger === 'restart' || trigger === 'replay';
}

function isSlotDecided(job: Job, request: RunRequest): boolean {
  const { slot } = request;
  const isPast = slot !== undefined && job.lastSlot !== null && job.lastSlot >= slot;
  return isPast && turnOfSlot(job, request) === 'none';
}

function refuseByState(job: Job, request: RunRequest): Extract<RunDecision, { kind: 'refused' }> | null {
  if (isSlotDecided(job, request))
    return { kind: 'refused', reason: isMissed(job, request.slot ?? '') ? 'missed' : 'slot-decided' };
  if (request.retryEpoch !== undefined && request.retryEpoch !== job.retryEpoch) {
    return { kind: 'refused', reason: 'retry-outdated' };
  }
  const step = nextJob(idleSituation(job.state, job.config), 'start');
  if (!step.ok || (job.state === 'stopped' && !isByUser(request))) {
    return {
      kind: 'refused',
      reason: 'state',
      state: job.state,
      allowed: possibleEvents(job.state, job.config),
    };
  }
  return null;
}

async function decideOverlap(ports: VerbPorts, job: Job, request: RunRequest): Promise<RunDecision | Outrun> {
  const heldBy = job.activeRun ?? '';
  const holder = await ports.runs.get(heldBy);
  if (holder !== null && isTerminal(holder.state)) {
    await releaseLease(ports, holder);
    return OUTRUN;
  }
  const reason = whyNotWaiting(job, request, holder);
  if (reason !== null) return noteSlot(ports, job, request, { kind: 'refused', reason, heldBy });
  // The request may be a repeat whose buffered start has begun already; it must not buffer another one.
  if (isSlotDecided(job, request) && job.buffered?.slot !== request.slot) {
    return { kind: 'refused', reason: 'slot-decided' };
  }
  if (!(await bufferStart(ports, job, request))) return OUTRUN;
  // Stored first: after a cut-off between the two, the repeated request stops the holder.
  if (job.config.overlap === 'cancel_other' && holder !== null) await cancelHolder(ports, heldBy);
  return { kind: 'buffered', heldBy };
}

/** Null: the start waits. A start that waits keeps no list of pages, so a replay does not. */
function whyNotWaiting(job: Job, { trigger }: RunRequest, holder: Run | null): 'stopping' | 'held' | null {
  if (holder?.state === 'stopping') return 'stopping';
  return job.config.overlap === 'skip' || trigger === 'replay' ? 'held' : null;
}

/** False: the job was changed meanwhile. */
async function bufferStart(ports: VerbPorts, job: Job, request: RunRequest): Promise<boolean> {
  const { trigger, slot, origin } = request;
  const now = ports.clock.now();
  const buffered = { trigger, at: now, ...given({ slot, origin }) };
  const moved = { ...slotFields(job, request, now), ...slotSkips(job, request, { why: 'waited', now }) };
  const set = { buffered, ...(slot === undefined ? {} : moved) };
  if ((await ports.jobs.control(job, set, null)) === null) return false;
  if (job.buffered?.origin?.parentRunId !== origin?.parentRunId)
    await noteDropped(ports, job, 'Not started: a later start took its place while it waited.');
  return true;
}

async function cancelHolder(ports: VerbPorts, runId: string): Promise<void> {
  await transitionRun(ports, {
    runId,
    event: 'stop',
    by: 'overlap',
    stopScope: 'run',
    ending: 'stopped',
    endingReason: {
      code: 'replaced',
      detail: 'A newer run took its place (overlap: cancel_other); what was scraped is kept.',
    },
  });
}

async function noteSlot<D extends RunDecision>(
  ports: Pick<ControlPorts, 'clock' | 'jobs'>,
  job: Job,
  request: RunRequest,
  decision: D,
): Promise<D | Outrun> {
  const now = ports.clock.now();
  const part = slotFields(job, request, now);
  if (part.lastSlot === undefined) return decision;
  // A job that is off owes none of its times.
  const skips = job.activeRun === null ? {} : slotSkips(job, request, { why: 'held', now });
  return (await ports.jobs.control(job, { ...part, ...skips }, null)) === null ? OUTRUN : decision;
}

async function insertRun(
  ports: VerbPorts,
  job: Job,
  runId: string,
  request: RunRequest,
): Promise<RunDecision | Outrun> {
  const run: Run = {
    _id: runId,
    jobId: job._id,
    workspaceId: job.workspaceId,
    seq: job.runSeq,
    workflowId: request.workflowId,
    trigger: request.trigger,
    ...given({
      slot: request.slot,
      onlyUrls: request.onlyUrls,
      onlyDepths: request.onlyDepths,
      origin: request.origin,
      startedBy: request.by,
      mend: request.mend,
    }),
    jobVersion: job.version,
    config: await configWithinPlan(ports, job, withFoundSelectors(job)),
    state: 'starting',
    phase: 'discovering',
    gateSeq: 1,
    ackedGateSeq: 1,
    discovered: 0,
    droppedLinks: {},
    createdAt: ports.clock.now(),
    history: [],
  };
  const inserted = await ports.runs.insert(run);
  const stored = inserted ? run : await ports.runs.get(runId);
  return stored === null ? OUTRUN : claim(ports, stored, request, job);
}

/** Announced with every repeat of the start until the run is under way; the event's id absorbs repeats. Returns the run's job. */
async function announceStart(
  ports: AnnouncePorts & Pick<ControlPorts, 'jobs'>,
  run: Run,
  justRead?: Job,
): Promise<Job | undefined> {
  if (run.state !== 'starting') return justRead;
  const job = justRead ?? (await ports.jobs.get(run.jobId)) ?? undefined;
  const jobName = job?.name ?? run.jobId;
  await announce(ports, {
    type: 'job.start',
    workspaceId: run.workspaceId,
    jobId: run.jobId,
    runId: run._id,
    data: { trigger: run.trigger, seq: run.seq, jobName, by: run.startedBy ?? run.trigger },
    once: { at: run.createdAt, key: eventKey(run._id, 'start') },
  });
  return job;
}
