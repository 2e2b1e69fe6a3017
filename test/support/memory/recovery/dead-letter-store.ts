// Dead letters in memory.
import type {
  DeadLetter,
  DeadLetterStore,
  LetterFilter,
} from '../../../../domain/upkeep/dead-letter/dead-letter.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { byId, type DocumentTable, isAmong } from '../document-table.ts';
import { toSummary } from '../run-list.ts';

interface Tables {
  readonly deadLetters: DocumentTable<DeadLetter>;
  readonly runs: DocumentTable<Run>;
}

export function createDeadLetterStore({ deadLetters, runs }: Tables): DeadLetterStore {
  return { ...reading(deadLetters), ...watching({ deadLetters, runs }) };
}

type Watching = 'walk' | 'forget' | 'endedRuns' | 'runsLookedAt';

function reading(deadLetters: DocumentTable<DeadLetter>): Omit<DeadLetterStore, Watching> {
  const latestFirst = (a: DeadLetter, b: DeadLetter): number =>
    b.lastAt.getTime() - a.lastAt.getTime() || byId(b, a);
  return {
    async get(letterId) {
      return deadLetters.get(letterId);
    },
    async note(letters) {
      for (const letter of letters)
        if (!deadLetters.insert(letter))
          deadLetters.change(
            letter._id,
            ({ seq }) => seq < letter.seq,
            (known) => withFailure(known, letter),
          );
    },
    async list(filter, { after, limit }) {
      const isBehind = (one: DeadLetter): boolean =>
        after === null ||
        one.lastAt < after.lastAt ||
        (one.lastAt.getTime() === after.lastAt.getTime() && one._id < after.id);
      return deadLetters.find((one) => fits(one, filter) && isBehind(one), latestFirst, limit);
    },
    async count(filter, most) {
      return Math.min(most, deadLetters.find((one) => fits(one, filter)).length);
    },
    async messages(most) {
      const isOne = ({ state, origin }: DeadLetter): boolean => state === 'open' && origin === 'broker';
      return Math.min(most, deadLetters.find(isOne).length);
    },
    async move(ids, { from, set, replayRunId }) {
      const isWanted = (one: DeadLetter): boolean =>
        from.includes(one.state) && (replayRunId === undefined || one.replayRunId === replayRunId);
      const move = (one: DeadLetter): DeadLetter => ({ ...one, ...set, v: one.v + 1 });
      return ids.filter((id) => deadLetters.change(id, isWanted, move) !== null).length;
    },
    async change({ _id, v }, set) {
      return deadLetters.change(
        _id,
        (one) => one.v === v,
        (one) => ({ ...one, ...set, v: v + 1 }),
      );
    },
  };
}

function watching({ deadLetters, runs }: Tables): Pick<DeadLetterStore, Watching> {
  return {
    async walk({ states, origins, jobIds }, after, limit) {
      const isWanted = ({ _id, jobId, origin, state }: DeadLetter): boolean =>
        states.includes(state) &&
        (origins?.includes(origin) ?? true) &&
        (jobIds === undefined || (jobId !== null && jobIds.includes(jobId))) &&
        (after === null || _id > after);
      return deadLetters.find(isWanted, byId, limit);
    },
    async forget(before, limit) {
      const isOver = ({ state, movedAt }: DeadLetter): boolean =>
        (state === 'settled' || state === 'discarded') && movedAt < before;
      const old = deadLetters.find(isOver, byId, limit);
      for (const { _id } of old) deadLetters.delete(_id);
      return old.length;
    },
    async endedRuns(limit) {
      return runs.find(({ lettersAt }) => lettersAt !== undefined, byId, limit).map(toSummary);
    },
    async runsLookedAt(runIds) {
      for (const id of runIds)
        runs.change(
          id,
          () => true,
          ({ lettersAt: _lettersAt, ...run }) => run,
        );
    },
  };
}

function withFailure(known: DeadLetter, letter: DeadLetter): DeadLetter {
  const { seq, runId, reason, detail, lastAt, movedAt, payload, channelId } = letter;
  const latest = { state: 'open', seq, runId, reason, detail, lastAt, movedAt, payload, channelId } as const;
  return {
    ...known,
    ...latest,
    replayRunId: null,
    attempts: known.attempts + letter.attempts,
    times: known.times + 1,
    v: known.v + 1,
  };
}

function fits(letter: DeadLetter, filter: LetterFilter): boolean {
  const { states, origins, reasons, since, until, ids } = filter;
  const { workspaceId, state, origin, reason, lastAt, _id } = letter;
  const named = (['jobId', 'runId', 'host'] as const).every(
    (name) => filter[name] === undefined || filter[name] === letter[name],
  );
  return (
    named &&
    workspaceId === filter.workspaceId &&
    isAmong(states, state) &&
    isAmong(origins, origin) &&
    isAmong(reasons, reason) &&
    isAmong(ids, _id) &&
    (since === undefined || lastAt >= since) &&
    (until === undefined || lastAt < until)
  );
}
