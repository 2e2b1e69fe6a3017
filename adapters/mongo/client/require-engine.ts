// Whether the server of a new database does what everything here rests on: of all that race for one document one wins. Some that speak
// MongoDB's protocol let several win, which shows only later, as pages that are stored twice. Their versions say nothing: each calls
// itself a MongoDB.
import { randomUUID } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { WebloomError } from '../../../domain/system/errors.ts';

const RACERS = 8;
const ROUNDS = 3;

interface Trial {
  readonly _id: number;
  readonly turn: number;
}

/** Throws (configuration-invalid) with what it lacks. Leaves nothing behind. */
export async function requireEngine(db: Db): Promise<void> {
  // Processes that start together try it at the same time.
  const trial = db.collection<Trial>(`engine_trial_${randomUUID().slice(0, 8)}`);
  try {
    const lack = (await lackOfCommands(trial)) ?? (await lackOfOrder(trial));
    if (lack !== null) throw refused(lack);
  } finally {
    await trial.drop().catch(() => false);
  }
}

/** Two that are less common and asked for every day. Null: it knows them. */
async function lackOfCommands(trial: Collection<Trial>): Promise<string | null> {
  await trial.insertOne({ _id: 0, turn: 0 });
  const asked = {
    'findAndModify with a projection': () =>
      trial.findOneAndUpdate({ _id: 0 }, { $set: { turn: 1 } }, { projection: { turn: 1 } }),
    '$cond in a $group': () =>
      trial.aggregate([{ $group: { _id: null, one: { $sum: { $cond: ['$turn', 1, 0] } } } }]).toArray(),
  };
  for (const [name, ask] of Object.entries(asked)) {
    try {
      await ask();
    } catch (error) {
      if (isRefusal(error)) return `it refuses ${name}: ${error.message}`;
      throw error;
    }
  }
  return null;
}

/** Null: of each round one wins. */
async function lackOfOrder(trial: Collection<Trial>): Promise<string | null> {
  for (let round = 1; round <= ROUNDS; round++) {
    await trial.insertOne({ _id: round, turn: 0 });
    const racers = Array.from({ length: RACERS }, (_, racer) =>
      trial.updateOne({ _id: round, turn: 0 }, { $set: { turn: racer + 1 } }),
    );
    const won = (await Promise.all(racers)).filter(({ modifiedCount }) => modifiedCount === 1).length;
    if (won !== 1) return `of ${RACERS} writers that raced for one document ${won} won`;
  }
  return null;
}

/** Codes of a server that does not know a command or an operator; another fault is of the connection or of rights. */
const UNKNOWN: readonly unknown[] = [2, 9, 59, 115, 168, 238, 15952, 15998, 40324];

function isRefusal(fault: unknown): fault is Error {
  return fault instanceof Error && 'code' in fault && UNKNOWN.includes(fault.code);
}

function refused(lack: string): WebloomError {
  return new WebloomError(
    'configuration-invalid',
    `The server of MONGODB_URI can not hold what Webloom stores: ${lack}. Take MongoDB 4.4 or newer, or unset MONGODB_URI for the embedded store (docs/clusters.md, “Other engines”). Nothing was changed.`,
    { facts: { title: 'This is no MongoDB that Webloom can rest on', lack } },
  );
}
