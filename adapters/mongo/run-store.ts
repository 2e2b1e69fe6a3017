// Runs in MongoDB. A run moves by compare-and-set on (state, gateSeq); `slot` is unique where it exists.
import type { Collection, Db } from 'mongodb';
import type { Run, RunTransition } from '../../domain/run/run.ts';
import type { RunBrief, RunStore } from '../../domain/run/run-store.ts';
import { isTerminal, RUN_STATES } from '../../domain/run/lifecycle.ts';
import { checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { insertOnce } from './driver-error.ts';
import { runLists } from './run-list.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('runs', {
  _id: 'string',
  jobId: 'string',
  seq: 'number',
  config: 'object',
  state: 'string',
  phase: 'string',
  gateSeq: 'number',
  ackedGateSeq: 'number',
  discovered: 'number',
});

const BRIEF = {
  jobId: 1,
  state: 1,
  phase: 1,
  discovered: 1,
  createdAt: 1,
  startedAt: 1,
  totals: 1,
} as const;

/** Transitions kept on the document; only a script pauses and resumes a run more often. */
const HISTORY_LENGTH = 200;
const OPEN_STATES = RUN_STATES.filter((state) => !isTerminal(state));

export function createRunStore(db: Db): RunStore {
  const runs = db.collection<Run>('runs');
  return { ...reads(runs), ...runLists(runs), ...writes(runs), ...deciding(runs) };
}

function reads(
  runs: Collection<Run>,
): Pick<RunStore, 'get' | 'briefs' | 'owner' | 'getBySlot' | 'list' | 'open'> {
  return {
    async get(runId) {
      return checkedOrNull(await runs.findOne({ _id: runId }), SHAPE);
    },
    async owner(runId) {
      return runs.findOne({ _id: runId }, { projection: { _id: 0, jobId: 1, workspaceId: 1 } });
    },
    async briefs(runIds) {
      if (runIds.length === 0) return [];
      return runs.find<RunBrief>({ _id: { $in: [...runIds] } }, { projection: BRIEF }).toArray();
    },
    async getBySlot(slot) {
      return checkedOrNull(await runs.findOne({ slot }), SHAPE);
    },
    async list({ workspaceId, jobId, states, before, limit }) {
      const filter = {
        ...given({ workspaceId, jobId }),
        ...(states && { state: { $in: RUN_STATES.filter((state) => states.includes(state)) } }),
        ...(before !== undefined && { _id: { $lt: before } }),
      };
      return checkedAll(await runs.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async open(limit) {
      const found = runs.find({ state: { $in: OPEN_STATES } }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
  };
}

function deciding(runs: Collection<Run>): Pick<RunStore, 'decideRelease'> {
  return {
    async decideRelease(runId, { state, by, at }) {
      const decided = await runs.findOneAndUpdate(
        { _id: runId, 'hold.state': 'held' },
        { $set: { 'hold.state': state, 'hold.by': by, 'hold.at': at, alertAt: at } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(decided, SHAPE);
    },
  };
}

function writes(
  runs: Collection<Run>,
): Pick<
  RunStore,
  | 'insert'
  | 'move'
  | 'acknowledge'
  | 'noteDiscovered'
  | 'noteDropped'
  | 'noteSource'
  | 'noteDependent'
  | 'noteMended'
> {
  return {
    insert(run) {
      return insertOnce(runs, run);
    },
    async move({ _id, state, gateSeq }, set, transition) {
      const moved = await runs.findOneAndUpdate(
        { _id, state, gateSeq },
        moveUpdate({ state, ...set }, transition),
        {
          returnDocument: 'after',
        },
      );
      return checkedOrNull(moved, SHAPE);
    },
    async acknowledge(runId, gateSeq) {
      await runs.updateOne({ _id: runId }, { $max: { ackedGateSeq: gateSeq } });
    },
    async noteDiscovered(runId, discovered) {
      await runs.updateOne({ _id: runId }, { $max: { discovered } });
    },
    async noteSource(runId, source, lastFile) {
      const isLast = [{ source: { $exists: false } }, { 'source.stateFile': { $lte: lastFile } }];
      await runs.updateOne({ _id: runId, $or: isLast }, { $set: { source } });
    },
    async noteDependent(runId, jobId, { start, isFirst = false }) {
      const place = `dependents.${jobId}`;
      await runs.updateOne(
        { _id: runId, ...(isFirst && { [place]: { $exists: false } }) },
        { $set: { [place]: start } },
      );
    },
    async noteMended(runId, from, mended) {
      const isThere = from === '' ? { mended: { $exists: false } } : { 'mended.cursor': from };
      await runs.updateOne({ _id: runId, ...isThere }, { $set: { mended } });
    },
    async noteDropped(runId, round, dropped) {
      if (dropped.size === 0) return;
      const earlier = [{ droppedRound: { $exists: false } }, { droppedRound: { $lt: round } }];
      const counts = Object.fromEntries([...dropped].map(([reason, n]) => [`droppedLinks.${reason}`, n]));
      await runs.updateOne({ _id: runId, $or: earlier }, { $set: { droppedRound: round }, $inc: counts });
    },
  };
}

/** A transition raises gateSeq by one, unless the caller has set it. */
function moveUpdate(set: Partial<Run>, transition: RunTransition | null) {
  const { _id, history: _history, ...fields } = set;
  const isRaisedHere = transition !== null && fields.gateSeq === undefined;
  return {
    $set: fields,
    ...(isRaisedHere && { $inc: { gateSeq: 1 } }),
    ...(transition && { $push: { history: { $each: [transition], $slice: -HISTORY_LENGTH } } }),
  };
}
