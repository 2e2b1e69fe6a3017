import { expect, it } from 'vitest';
import { Turns } from '../../../activities/scrape/turns.ts';

it('of the chunks that want a host, the one that was cut first is next', () => {
  const turns = new Turns();
  turns.want('run', 'shop.test', 7);
  turns.want('run', 'shop.test', 3);
  expect([3, 7].map((chunkNo) => turns.isNext('run', 'shop.test', chunkNo))).toEqual([true, false]);
  expect(turns.isNext('run', 'other.test', 7)).toBe(true);
  expect(turns.isNext('another run', 'shop.test', 7)).toBe(true);
  turns.leave('run', 'shop.test', 3);
  expect(turns.isNext('run', 'shop.test', 7)).toBe(true);
});

it('a chunk of which it is not known yet what it wants comes before later ones at every host', () => {
  const turns = new Turns();
  const begun = turns.begin('run', 3);
  expect([3, 7].map((chunkNo) => turns.isNext('run', 'shop.test', chunkNo))).toEqual([true, false]);
  begun();
  begun();
  expect(turns.isNext('run', 'shop.test', 7)).toBe(true);
});
