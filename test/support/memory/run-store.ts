// Runs in memory.
import type { Run, RunTransition } from '../../../domain/run/run.ts';
import type { RunStore } from '../../../domain/run/run-store.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { byId, byIdDown, DocumentTable } from './document-table.ts';
import { runLists } from './run-list.ts';

const HISTORY_LENGTH = 200;

export function createRunStore(runs = new DocumentTable<Run>()): RunStore {
  return { ...reads(runs), ...runLists(runs), ...writes(runs), ...notes(runs), ...deciding(runs) };
}

function reads(
  runs: DocumentTable<Run>,
): Pick<RunStore, 'get' | 'briefs' | 'owner' | 'getBySlot' | 'list' | 'open'> {
  return {
    async get(runId) {
      return runs.get(runId);
    },
    async owner(runId) {
      const run = runs.get(runId);
      return run === null ? null : { jobId: run.jobId, workspaceId: run.workspaceId };
    },
    async briefs(runIds) {
      return runs.find(({ _id }) => runIds.includes(_id));
    },
    async getBySlot(slot) {
      return runs.find((run) => run.slot === slot)[0] ?? null;
    },
    async list({ workspaceId, jobId, states, before, limit }) {
      const matches = (run: Run): boolean =>
        (workspaceId === undefined || run.workspaceId === workspaceId) &&
        (jobId === undefined || run.jobId === jobId) &&
        (states === undefined || states.includes(run.state)) &&
        (before === undefined || run._id < before);
      return runs.find(matches, byIdDown, limit);
    },
    async open(limit) {
      return runs.find((run) => !isTerminal(run.state), byId, limit);
    },
  };
}

function deciding(runs: DocumentTable<Run>): Pick<RunStore, 'decideRelease'> {
  return {
    async decideRelease(runId, { state, by, at }) {
      return runs.change(
        runId,
        ({ hold }) => hold?.state === 'held',
        (run) => ({ ...run, alertAt: at, hold: { gates: run.hold?.gates ?? [], state, by, at } }),
      );
    },
  };
}

function writes(runs: DocumentTable<Run>): Pick<RunStore, 'insert' | 'move'> {
  return {
    async insert(run) {
      const isTaken = run.slot !== undefined && runs.find(({ slot }) => slot === run.slot).length > 0;
      return !isTaken && runs.insert(run);
    },
    async move({ _id, state, gateSeq }, set, transition) {
      return runs.change(
        _id,
        (run) => run.state === state && run.gateSeq === gateSeq,
        (run) => moved(run, set, transition),
      );
    },
  };
}

function notes(
  runs: DocumentTable<Run>,
): Pick<
  RunStore,
  'acknowledge' | 'noteDiscovered' | 'noteDropped' | 'noteSource' | 'noteDependent' | 'noteMended'
> {
  return {
    async acknowledge(runId, gateSeq) {
      runs.change(
        runId,
        () => true,
        (run) => ({ ...run, ackedGateSeq: Math.max(run.ackedGateSeq, gateSeq) }),
      );
    },
    async noteDiscovered(runId, discovered) {
      runs.change(
        runId,
        () => true,
        (run) => ({ ...run, discovered: Math.max(run.discovered, discovered) }),
      );
    },
    async noteSource(runId, source, lastFile) {
      runs.change(
        runId,
        ({ source: known }) =>
          known === undefined || (known.stateFile !== undefined && known.stateFile <= lastFile),
        (run) => ({ ...run, source }),
      );
    },
    async noteDependent(runId, jobId, { start, isFirst = false }) {
      runs.change(
        runId,
        ({ dependents }) => !isFirst || dependents?.[jobId] === undefined,
        (run) => ({ ...run, dependents: { ...run.dependents, [jobId]: start } }),
      );
    },
    async noteMended(runId, from, mended) {
      runs.change(
        runId,
        (run) => (run.mended?.cursor ?? '') === from,
        (run) => ({ ...run, mended }),
      );
    },
    async noteDropped(runId, round, dropped) {
      runs.change(
        runId,
        ({ droppedRound = 0 }) => dropped.size > 0 && droppedRound < round,
        (run) => ({ ...run, droppedRound: round, droppedLinks: withDropped(run.droppedLinks, dropped) }),
      );
    },
  };
}

function withDropped(
  known: Readonly<Record<string, number>>,
  dropped: ReadonlyMap<string, number>,
): Record<string, number> {
  const counts = { ...known };
  for (const [reason, n] of dropped) counts[reason] = (counts[reason] ?? 0) + n;
  return counts;
}

/** A transition raises gateSeq by one, unless the caller has set it. */
function moved(run: Run, set: Partial<Run>, transition: RunTransition | null): Run {
  const gateSeq = set.gateSeq ?? run.gateSeq + (transition === null ? 0 : 1);
  const history = [...run.history, ...(transition ? [transition] : [])].slice(-HISTORY_LENGTH);
  return { ...run, ...set, _id: run._id, gateSeq, history };
}
