import { beforeEach, expect, it } from 'vitest';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';
import { createTurns } from '../../../workers/monitor/turns.ts';
import { eventually } from '../../support/eventually.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const NEVER_MS = 600_000;
const EVENT: EventMessage = { id: 'e', type: 'run.state', at: '2026-01-01T00:00:00Z', data: {} };

let heard: ((event: EventMessage, isFirst: boolean) => void)[] = [];
let now = 0;
let stores: ReturnType<typeof createMemoryStores>;

beforeEach(() => {
  heard = [];
  now = 1_000_000;
  stores = createMemoryStores();
});

function turnsOf(agentId: string) {
  const quiet = {
    isQuiet: () => true,
    onEvent: (handler: (event: EventMessage, isFirst: boolean) => void) => void heard.push(handler),
  };
  const clock = { now: () => new Date(now) };
  return createTurns({ locks: stores.locks, clock, agentId, quiet, log: createSilentLog() });
}

const tell = (isFirst: boolean): void => heard.forEach((handler) => handler(EVENT, isFirst));

it('a turn that rests comes at once with the first event, and is not hurried by the others', async () => {
  let turns = 0;
  const pace = { everyMs: 1, restMs: NEVER_MS };
  const task = turnsOf('a').startTurn('letters', pace, 10_000, async () => void (turns += 1));
  await eventually(() => turns === 1, 5_000);
  tell(false);
  tell(true);
  await eventually(() => turns === 2, 5_000);
  await task.stop();
  expect(turns).toBe(2);
});

it('of two monitors that rest one has the turn, and the other once the lock of the first is over', async () => {
  const turns: string[] = [];
  const pace = { everyMs: 1, restMs: NEVER_MS };
  const watch = (agentId: string) =>
    turnsOf(agentId).startTurn('letters', pace, 10_000, async () => void turns.push(agentId));
  const first = watch('a');
  await eventually(() => turns.length === 1, 5_000);
  const second = watch('b');
  await second.stop();
  expect(turns).toEqual(['a']);
  await first.stop();
  now += 10_001;
  const third = watch('b');
  await eventually(() => turns.length === 2, 5_000);
  await third.stop();
  expect(turns).toEqual(['a', 'b']);
});
