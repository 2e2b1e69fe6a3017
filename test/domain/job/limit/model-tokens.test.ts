import { expect, test } from 'vitest';
import { readTokenUse, settleTokens, takeTokens } from '../../../../domain/job/limit/model-tokens.ts';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';

const NOON = Date.UTC(2026, 0, 15, 12);

function ports() {
  const state = { now: NOON };
  const { usage } = createMemoryStores();
  return { usage, clock: { now: () => new Date(state.now) }, state };
}

async function usedBy(at: ReturnType<typeof ports>, workspaceId: string): Promise<number> {
  return (await readTokenUse(at, workspaceId, 1_000)).used;
}

test('what a question may cost is counted before it is sent, and what it did cost after it', async () => {
  const at = ports();
  const taken = await takeTokens(at, 'ws', { tokens: 600, value: 1_000 });
  expect(await usedBy(at, 'ws')).toBe(600);
  await expect(takeTokens(at, 'ws', { tokens: 401, value: 1_000 })).rejects.toThrow(
    'A workspace has 1,000 tokens of the language model a day. 600 are used, and this question takes up to 401; it begins anew at 2026-01-16 00:00 UTC.',
  );
  await settleTokens(at, taken, 150);
  expect(await usedBy(at, 'ws')).toBe(150);
  await takeTokens(at, 'ws', { tokens: 401, value: 1_000 });
  expect(await usedBy(at, 'ws')).toBe(551);
  expect(await usedBy(at, 'other')).toBe(0);
});

test('a question that is larger than a day says that it never fits', async () => {
  await expect(takeTokens(ports(), 'ws', { tokens: 1_001, value: 1_000 })).rejects.toThrow(
    'This question takes up to 1,001 tokens of the language model, and a workspace has 1,000 a day.',
  );
});

test('the use begins anew with the day in UTC, and an answer that comes later counts where it was asked for', async () => {
  const at = ports();
  const taken = await takeTokens(at, 'ws', { tokens: 900, value: 1_000 });
  at.state.now += 12 * 3_600_000;
  expect(await usedBy(at, 'ws')).toBe(0);
  await settleTokens(at, taken, 950);
  expect(await usedBy(at, 'ws')).toBe(0);
  at.state.now = NOON;
  expect(await usedBy(at, 'ws')).toBe(950);
});

test('two that ask at once do not get the last of it together', async () => {
  const at = ports();
  const asked = [600, 600].map((tokens) => takeTokens(at, 'ws', { tokens, value: 1_000 }));
  const ends = await Promise.allSettled(asked);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await usedBy(at, 'ws')).toBe(600);
});
