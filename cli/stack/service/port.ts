// Ports of private services: the one used last, else the preferred, else the next free one, reported.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebloomError } from '../../../domain/system/errors.ts';
import { lockFile } from '../process/lock-file.ts';

interface PortWish {
  readonly name: string;
  readonly preferred: number;
  /** More ports that the service derives from the first one, as distances to it; all have to be free. */
  readonly alsoOffsets?: readonly number[];
}

export interface PortBook {
  /** Chooses a port and stores it; the same name gets the same port at the next start. */
  choose(wish: PortWish): Promise<number>;
  /** Gives the chosen ports back to other stacks. */
  release(): void;
}

const MAX_TRIES = 200;

export function openPortBook(file: string, log: (line: string) => void): PortBook {
  const remembered = readPorts(file);
  const claims: PortClaim[] = [];
  async function chooseNext(wish: PortWish): Promise<number> {
    const first = remembered[wish.name] ?? wish.preferred;
    const claim = await claimFirstFree(first, [0, ...(wish.alsoOffsets ?? [])]);
    if (claim.port !== first) log(`${wish.name}: port ${first} is busy, using ${claim.port}`);
    claims.push(claim);
    remembered[wish.name] = claim.port;
    writeFileSync(file, `${JSON.stringify(remembered, null, 2)}\n`);
    return claim.port;
  }
  // Services choose at the same time; they are served one after the other, because all write the same file.
  let last: Promise<unknown> = Promise.resolve();
  return {
    choose(wish) {
      const chosen = last.then(() => chooseNext(wish));
      last = chosen.catch(() => undefined);
      return chosen;
    },
    release() {
      for (const claim of claims.splice(0)) claim.release();
    },
  };
}

interface PortClaim {
  readonly port: number;
  readonly release: () => void;
}

async function claimFirstFree(first: number, offsets: readonly number[]): Promise<PortClaim> {
  for (let port = first; port < first + MAX_TRIES; port += 1) {
    const release = await claimPorts(offsets.map((offset) => port + offset));
    if (release !== undefined) return { port, release };
  }
  throw new WebloomError('dependency-unavailable', `No free port between ${first} and ${first + MAX_TRIES}.`);
}

/**
 * Seconds lie between the check of a port and the service's listening, and another stack of this user may
 * check the same port meanwhile; a lock file per port prevents that. Undefined when one of the ports is
 * taken.
 */
async function claimPorts(ports: readonly number[]): Promise<(() => void) | undefined> {
  const folder = join(tmpdir(), `webloom-ports-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  const releases: (() => void)[] = [];
  const release = (): void => releases.forEach((each) => each());
  for (const port of ports) {
    const lock = lockFile(join(folder, String(port)));
    if (lock.held) releases.push(lock.release);
    if (lock.held && (await isPortFree(port))) continue;
    release();
    return undefined;
  }
  return release;
}

export async function isPortFree(port: number): Promise<boolean> {
  return (await portTrouble('127.0.0.1', port)) === null;
}

/** Why no server could listen there, by the system's code (`EADDRINUSE`, `EACCES` …); null: it could. */
export function portTrouble(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function readPorts(file: string): Record<string, number> {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
    );
  } catch {
    return {};
  }
}
