// Finds the command of a message, checks it, runs it, and answers a write only when the log has it.
import type { Store } from '../catalog/store.ts';
import { StoreError } from '../failure.ts';
import type { Journal } from '../storage/journal.ts';
import { LongReadError } from '../catalog/read-budget.ts';
import { isList, type Doc } from '../value/document.ts';
import type { Message, Reply } from '../wire/message.ts';
import type { Handler } from '../wire/server.ts';
import { aggregateCommands } from './aggregate.ts';
import { catalogCommands } from './catalog.ts';
import { checkFields, wantsSync, type Command, type Request } from './command.ts';
import type { Cursors } from './cursors.ts';
import { findAndModifyCommands } from './find-and-modify.ts';
import type { LongReads } from './long-reads.ts';
import { readCommands } from './read.ts';
import { serverCommands } from './server-status.ts';
import { writeCommands } from './write.ts';

const COMMANDS = new Map<string, Command>(
  Object.entries({
    ...serverCommands,
    ...readCommands,
    ...writeCommands,
    ...findAndModifyCommands,
    ...aggregateCommands,
    ...catalogCommands,
  }),
);

export interface Engine {
  readonly store: Store;
  readonly journal: Journal;
  readonly cursors: Cursors;
  readonly longReads: LongReads;
  /** Saves everything that the log has to the disk file. */
  readonly save: () => void;
  /** Writes the log anew, without former versions of documents. */
  readonly compact: () => Promise<void>;
}

export function createHandler(engine: Engine): Handler {
  const { store, journal, cursors } = engine;
  return (message, connection) => {
    const request = requestOf(message, { store, cursors, connection });
    if (request.name === COMPACT) return compacted(request, engine.compact);
    const command = COMMANDS.get(request.name);
    if (command === undefined) {
      throw new StoreError('CommandNotFound', `no such command: '${request.name}'`);
    }
    checkFields(request, command);
    if (!command.writes) return read(command, request, engine);
    store.checkWritable(command.grows === true);
    return commit(command, request, journal);
  };
}

/** As in MongoDB it names a collection; here all share one log, so all of them are compacted. */
const COMPACT = 'compact';

async function compacted(request: Request, compact: () => Promise<void>): Promise<Doc> {
  checkFields(request, { fields: [], writes: false, run: () => ({}) });
  await compact();
  return { ok: 1 };
}

/** Waits for changes that the log does not have yet: no reader may see what could be undone. */
function read(command: Command, request: Request, engine: Engine): Reply | Promise<Reply> {
  if (isOfThread(request, engine)) return engine.longReads.run(request);
  const settled = engine.journal.settled();
  const run = (): Reply | Promise<Reply> => readHere(command, request, engine);
  return settled === undefined ? run() : settled.then(run);
}

/** A read that looks at many records begins anew in a thread: it has changed nothing. */
function readHere(command: Command, request: Request, engine: Engine): Reply | Promise<Reply> {
  if (!MAY_BE_LONG.has(request.name)) return command.run(request);
  try {
    return engine.store.budget.limit(() => command.run(request));
  } catch (error) {
    if (!(error instanceof LongReadError)) throw error;
    return canSave(engine) ? engine.longReads.run(request) : command.run(request);
  }
}

/** Reads that begin with their command; the batches of a cursor that follow are as long as the client wants them. */
const MAY_BE_LONG = new Set(['find', 'count', 'distinct', 'aggregate', 'explain']);

/** The thread sees what is saved. On a full disk that is not all, and others have to wait. */
function canSave({ save }: Engine): boolean {
  try {
    save();
    return true;
  } catch {
    return false;
  }
}

function isOfThread({ name, body }: Request, { longReads }: Engine): boolean {
  if (name === 'getMore') return longReads.hasCursor(body['getMore']);
  const ids = name === 'killCursors' ? body['cursors'] : undefined;
  return isList(ids) && ids.some((id) => longReads.hasCursor(id));
}

/** If a command fails, the changes it made before are logged too. */
async function commit(command: Command, request: Request, journal: Journal): Promise<Doc> {
  try {
    return command.run(request);
  } finally {
    await journal.commit(wantsSync(request.body));
  }
}

function requestOf(message: Message, rest: Pick<Request, 'store' | 'cursors' | 'connection'>): Request {
  const { body, sequences } = message;
  const database = body['$db'];
  const name = Object.keys(body)[0] ?? '';
  return { ...rest, name, body, sequences, database: typeof database === 'string' ? database : 'admin' };
}
