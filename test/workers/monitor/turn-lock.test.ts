// Turns under a lock: one monitor works, it asks for the lock only when what it has of it runs short, and loses it with time.
import { beforeEach, expect, it } from 'vitest';
import type { LockStore } from '../../../domain/system/lock/lock-store.ts';
import { underLock } from '../../../workers/monitor/turn-lock.ts';

const LEASE_MS = 10_000;

let now = 0;
let asked = 0;
let turns: string[] = [];
let holders = new Map<string, { holder: string; until: number }>();

const locks: LockStore = {
  async acquire(name, holder, at, until) {
    asked += 1;
    const held = holders.get(name);
    if (held !== undefined && held.holder !== holder && held.until > at) return false;
    holders.set(name, { holder, until });
    return true;
  },
  async release(name) {
    holders.delete(name);
  },
  holder: async (name) => holders.get(name)?.holder ?? null,
};

function monitor(agentId: string): () => Promise<void> {
  const ports = { locks, clock: { now: () => new Date(now) }, agentId };
  return underLock(ports, 'runs', LEASE_MS, async () => void turns.push(agentId));
}

beforeEach(() => {
  now = 1_000_000;
  asked = 0;
  turns = [];
  holders = new Map();
});

it('a lock that is held for long enough is not asked for again', async () => {
  const turn = monitor('a');
  await turn();
  now += LEASE_MS / 2 - 1;
  await turn();
  expect({ turns, asked }).toEqual({ turns: ['a', 'a'], asked: 1 });
  now += 1;
  await turn();
  expect({ turns, asked }).toEqual({ turns: ['a', 'a', 'a'], asked: 2 });
});

it('two monitors never both work, and the other one goes on when the first falls silent', async () => {
  const [first, second] = [monitor('a'), monitor('b')];
  for (let at = 0; at < 30; at += 1) {
    await first();
    await second();
    now += 1_000;
  }
  expect(new Set(turns)).toEqual(new Set(['a']));
  turns = [];
  for (let at = 0; at < 12; at += 1) {
    await second();
    now += 1_000;
  }
  expect(turns).toContain('b');
  // Thawed, the first one does not believe that it still has what it had.
  turns = [];
  await first();
  expect(turns).toEqual([]);
});
