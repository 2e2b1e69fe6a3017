// Where a data folder lay when a stack last worked on it. RabbitMQ notes the whole path of each queue, so in a folder that
// was moved its queues are dead, and in a copy it would write into the original.
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { endLeftovers, forgetProcesses } from './process/process-record.ts';
import { hasBroker, putBrokerAside } from './service/broker-folder.ts';

/** `moved`: the earlier place is gone. `copied`: the earlier folder is still there. */
interface DataPlace {
  readonly state: 'same' | 'moved' | 'copied';
  /** The earlier place; this one where nothing is known. */
  readonly from: string;
}

const FILE = 'place.json';
const QUEUE_NOTES = /\/quorum\/[^/]+\/[^/]+\/config$/;
/** What RabbitMQ notes of a queue: `data_dir => "/srv/webloom/rabbitmq/mnesia/…"`. */
const NOTED_PATH = /"(\/[^"]*)\/rabbitmq\/mnesia\//;

export function readPlace(dataDir: string): DataPlace {
  const from = notedPlace(dataDir) ?? brokersPlace(dataDir);
  if (from === null || isSameFolder(from, dataDir)) return { state: 'same', from: dataDir };
  return { state: exists(from) ? 'copied' : 'moved', from };
}

/** Ends what an earlier stack left running on the folder, and makes it fit for the place where it lies now. */
export async function enterFolder(dataDir: string, log: (line: string) => void): Promise<void> {
  const place = readPlace(dataDir);
  const pids = join(dataDir, 'pids');
  // Processes that a copy names work on the original.
  if (place.state === 'copied') forgetProcesses(pids);
  const ended = await endLeftovers(pids);
  if (ended.length > 0) log(`ended what an earlier stack left running: ${ended.join(', ')}`);
  settlePlace(dataDir, place, log);
}

function settlePlace(dataDir: string, { state, from }: DataPlace, log: (line: string) => void): void {
  if (state !== 'same' && hasBroker(dataDir)) {
    putBrokerAside(dataDir);
    const what = state === 'moved' ? `was moved here from ${from}` : `is a copy of ${from}`;
    log(`the data folder ${what}: RabbitMQ begins anew, and what its queues held is asked for again`);
  }
  const file = join(dataDir, FILE);
  // Only the first time and after a move: what is never written can not be torn by a power cut.
  if (state === 'same' && existsSync(file)) return;
  writeFileSync(`${file}.new`, `${JSON.stringify({ path: realpathSync(dataDir) })}\n`);
  renameSync(`${file}.new`, file);
}

function notedPlace(dataDir: string): string | null {
  try {
    const { path } = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as { path?: unknown };
    return typeof path === 'string' ? path : null;
  } catch {
    return null; // never noted, or incomplete after a power cut
  }
}

/** Earlier versions noted no place; the broker's queues did. */
function brokersPlace(dataDir: string): string | null {
  const folder = join(dataDir, 'rabbitmq', 'mnesia');
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const notes = files.filter((file) => QUEUE_NOTES.test(file)).map((file) => join(folder, file));
  const paths = notes.flatMap((file) => NOTED_PATH.exec(readFileSync(file, 'utf8'))?.[1] ?? []);
  return paths.find((path) => !isSameFolder(path, dataDir)) ?? paths[0] ?? null;
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statOf(one), statOf(other)];
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

function exists(path: string): boolean {
  return statOf(path) !== undefined;
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // no right to look at it: as good as gone
  }
}
