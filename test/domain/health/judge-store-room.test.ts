// How full the embedded store is, in levels and in pages that still fit.
import { expect, it, test } from 'vitest';
import { AGENT_ROLES } from '../../../domain/system/agent/agent.ts';
import { healthState } from '../../../domain/health/health.ts';
import { judgeHealth } from '../../../domain/health/judge-health.ts';
import { judgeStoreRoom } from '../../../domain/health/judge-store-room.ts';
import { roomLeft } from '../../../domain/health/store-room.ts';
import { answer, beat, facts } from '../../support/health-facts.ts';

const MB = 1_048_576;
/** A store that takes 4 KB for a page. */
const filledTo = (share: number) => {
  const dataBytes = Math.round(share * 1_000 * MB);
  return { dataBytes, boundBytes: 1_000 * MB, pages: Math.round(dataBytes / 4_096) };
};

test.each([
  { share: 0.499, state: 'ok', pagesLeft: 128_256 },
  { share: 0.5, state: 'warning', pagesLeft: 128_000 },
  { share: 0.849, state: 'warning', pagesLeft: 38_656 },
  { share: 0.85, state: 'critical', pagesLeft: 38_400 },
  { share: 1, state: 'critical', pagesLeft: 0 },
  { share: 1.02, state: 'critical', pagesLeft: 0 },
])('a store filled to $share is $state and says how many pages fit', ({ share, state, pagesLeft }) => {
  const [part] = judgeStoreRoom(filledTo(share));
  expect(part).toMatchObject({ id: 'store-room', kind: 'store-room', state, figures: { pagesLeft } });
  expect(part?.text.includes(`${pagesLeft.toLocaleString('en-US')} more pages`)).toBe(pagesLeft > 0);
  expect(part?.remedy === null).toBe(state === 'ok');
});

it('says what is so and what to do, in one sentence each', () => {
  const [part] = judgeStoreRoom(filledTo(0.5));
  expect(part?.text).toBe(
    'The embedded store is half full: 50 % of its room is used (500 MB of 1,000 MB, 128,000 pages); about 128,000 more pages fit, then nothing more is stored.',
  );
  expect(part?.remedy).toContain('webloom backup restore FOLDER --data-dir NEW --to mongodb://…');
  expect(part?.remedy).toContain('docs/embedded-store.md');
});

it('goes by what a page takes in this store, whatever that is', () => {
  const room = { dataBytes: 400 * MB, boundBytes: 1_000 * MB, pages: 10_000 };
  expect(roomLeft(room).pagesLeft).toBe(15_000);
  expect(roomLeft({ ...room, pages: 100_000 }).pagesLeft).toBe(150_000);
});

it('goes by what a page usually takes while there are few', () => {
  const room = { dataBytes: 12 * MB, boundBytes: 1_000 * MB };
  const [none, few] = [roomLeft({ ...room, pages: 0 }), roomLeft({ ...room, pages: 999 })];
  expect([none.pagesLeft, few.pagesLeft]).toEqual([83_547, 83_547]);
  expect(roomLeft({ ...room, pages: 1_000 }).pagesLeft).toBe(82_333);
});

it('is no part where another database is, and makes the whole limp at half', () => {
  expect(judgeHealth(facts()).some(({ id }) => id === 'store-room')).toBe(false);
  const whole = (share: number) => healthState(judgeHealth(facts({ storeRoom: filledTo(share) })), false);
  expect([whole(0.4), whole(0.6), whole(0.9)]).toEqual(['ok', 'degraded', 'down']);
});

it('that is full says so alone: silent processes can give no sign of life, and are not known', () => {
  const silent = facts({ heartbeats: answer(AGENT_ROLES.map((role) => beat(role, 120_000))) });
  const unwell = (share: number): string[] =>
    judgeHealth({ ...silent, storeRoom: filledTo(share) })
      .filter(({ state }) => state === 'critical')
      .map(({ id }) => id);
  expect(unwell(1)).toEqual(['store-room']);
  expect(unwell(0.9)).toEqual(expect.arrayContaining(['store-room', 'scraper']));
});
