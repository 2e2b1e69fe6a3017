// Ports of the private services: the one used last time, else the preferred one, else the next free one, said aloud.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { WebloomError } from '../../domain/errors.ts';

export interface PortWish {
  readonly name: string;
  readonly preferred: number;
  /** Further ports the service derives from the first, as distances to it; all must be free. */
  readonly alsoOffsets?: readonly number[];
}

export interface PortBook {
  /** Chooses and remembers; the same name gets the same port at the next start. */
  choose(wish: PortWish): Promise<number>;
}

const MAX_TRIES = 200;

export function openPortBook(file: string, log: (line: string) => void): PortBook {
  const remembered = readPorts(file);
  const taken = new Set<number>();
  async function chooseNext(wish: PortWish): Promise<number> {
    const first = remembered[wish.name] ?? wish.preferred;
    const offsets = [0, ...(wish.alsoOffsets ?? [])];
    const port = await firstFree(first, offsets, taken);
    if (port !== first) log(`${wish.name}: port ${first} is busy, using ${port}`);
    for (const offset of offsets) taken.add(port + offset);
    remembered[wish.name] = port;
    writeFileSync(file, `${JSON.stringify(remembered, null, 2)}\n`);
    return port;
  }
  // Services choose at the same time; one after the other, so that no two find the same port free.
  let last: Promise<unknown> = Promise.resolve();
  return {
    choose(wish) {
      const chosen = last.then(() => chooseNext(wish));
      last = chosen.catch(() => undefined);
      return chosen;
    },
  };
}

async function firstFree(first: number, offsets: readonly number[], taken: Set<number>): Promise<number> {
  for (let port = first; port < first + MAX_TRIES; port += 1) {
    const ports = offsets.map((offset) => port + offset);
    if (ports.some((each) => taken.has(each))) continue;
    const free = await Promise.all(ports.map(isPortFree));
    if (free.every(Boolean)) return port;
  }
  throw new WebloomError('dependency-unavailable', `No free port between ${first} and ${first + MAX_TRIES}.`);
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
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
