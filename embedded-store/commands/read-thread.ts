// A thread for long reads. It reads what is saved in the disk file: the state at the beginning of each command, and for the
// batches of a cursor whatever is there then. Answers are BSON, ready to be sent.
import { parentPort, workerData } from 'node:worker_threads';
import { Store } from '../catalog/store.ts';
import { DiskFile } from '../disk/disk-file.ts';
import { errorReply, StoreError } from '../failure.ts';
import { decode, encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';
import { aggregateCommands } from './aggregate.ts';
import { wholeNumber, type Command, type Request } from './command.ts';
import { Cursors } from './cursors.ts';
import { readCommands } from './read.ts';

/** The cursors of this thread have numbers from here on; those of the main thread are milliseconds since 1970. */
export const FIRST_CURSOR = 2 ** 50;

export interface LongRead {
  readonly id: number;
  readonly name: string;
  readonly database: string;
  readonly connection: number;
  /** BSON. */
  readonly body: Uint8Array;
}

export interface LongReadAnswer {
  readonly id: number;
  /** BSON. */
  readonly reply: Uint8Array;
  readonly openCursors: number;
}

/** What the client does not say otherwise by `maxTimeMS`: it has most likely given up by then, and others wait. */
const MAX_READ_MS = 30_000;

const COMMANDS = new Map<string, Command>(Object.entries({ ...readCommands, ...aggregateCommands }));

function serve(path: string): void {
  const disk = new DiskFile(path);
  const cursors = new Cursors(Date.now, FIRST_CURSOR);
  parentPort?.on('message', (read: LongRead) => {
    const reply = answer(read, { disk, cursors });
    const message: LongReadAnswer = { id: read.id, reply: encode(reply), openCursors: cursors.open };
    parentPort?.postMessage(message);
  });
}

function answer(read: LongRead, { disk, cursors }: { disk: DiskFile; cursors: Cursors }): Doc {
  try {
    const command = COMMANDS.get(read.name);
    if (command === undefined) throw new StoreError('CommandNotFound', `no such read: '${read.name}'`);
    disk.refresh();
    const store = new Store({ disk });
    store.loadSaved(disk);
    const { name, database, connection } = read;
    const request: Request = {
      name,
      database,
      connection,
      body: decode(read.body),
      sequences: [],
      store,
      cursors,
    };
    return store.budget.limitTime(wholeNumber(request.body, 'maxTimeMS', 0) || MAX_READ_MS, () =>
      command.run(request),
    );
  } catch (error) {
    return errorReply(error);
  }
}

if (parentPort !== null && typeof workerData === 'object') serve((workerData as { path: string }).path);
