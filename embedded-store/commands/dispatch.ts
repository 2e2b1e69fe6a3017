// Finds the command of a message, checks it, runs it, and answers a write only when the log has it.
import type { Store } from '../catalog/store.ts';
import { StoreError } from '../failure.ts';
import type { Journal } from '../storage/journal.ts';
import type { Doc } from '../value/document.ts';
import type { Message } from '../wire/message.ts';
import type { Handler } from '../wire/server.ts';
import { aggregateCommands } from './aggregate.ts';
import { catalogCommands } from './catalog.ts';
import { checkFields, wantsSync, type Command, type Request } from './command.ts';
import type { Cursors } from './cursors.ts';
import { findAndModifyCommands } from './find-and-modify.ts';
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
  /** Writes the log anew, without former versions of documents. */
  readonly compact: () => Promise<void>;
}

export function createHandler({ store, journal, cursors, compact }: Engine): Handler {
  return (message, connection) => {
    const request = requestOf(message, { store, cursors, connection });
    if (request.name === COMPACT) return compacted(request, compact);
    const command = COMMANDS.get(request.name);
    if (command === undefined) {
      throw new StoreError('CommandNotFound', `no such command: '${request.name}'`);
    }
    checkFields(request, command);
    if (!command.writes) return read(command, request, journal);
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
function read(command: Command, request: Request, journal: Journal): Doc | Promise<Doc> {
  const settled = journal.settled();
  return settled === undefined ? command.run(request) : settled.then(() => command.run(request));
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
