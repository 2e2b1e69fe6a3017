// Pictures by the real browser: every change a person would be told of is told, nothing that means nothing is, and the library that
// compares pixel by pixel can do neither.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIXELMATCH } from '../../bench/pictures/peers.ts';
import { compareShots, rightRegions } from './picture/score.ts';
import { noises, TRUTHS } from './picture/scenes.ts';
import { openPhotographer, type Photographer, type Shots } from './picture/take-pictures.ts';

let photographer: Photographer | undefined;
let truths: Shots[];
let alarms: Shots[];

beforeAll(async () => {
  photographer = await openPhotographer();
  [truths, alarms] = [[], []];
  for (const scene of TRUTHS) truths.push(await photographer.take(scene));
  for (const scene of noises(photographer.compressed)) alarms.push(await photographer.take(scene));
}, 180_000);
afterAll(() => photographer?.close());

function named(shots: readonly Shots[]): string[] {
  return shots.map(({ scene }) => scene.name);
}

describe('the gauntlet of pictures', () => {
  it('has twenty changes and twenty noises', () => {
    expect([truths.length, alarms.length]).toEqual([20, 20]);
  });

  it('misses no change', () => {
    expect(named(truths.filter((shots) => compareShots(shots).same))).toEqual([]);
  });

  it('raises no false alarm', () => {
    expect(named(alarms.filter((shots) => !compareShots(shots).same))).toEqual([]);
  });

  it('draws the rectangles that a person would; a word that moves the rest of its line is drawn with it', () => {
    const wrong = truths.filter((shots) => {
      const { right, of } = rightRegions(shots, compareShots(shots));
      return right < of;
    });
    expect(named(wrong)).toEqual(['one word of an article']);
  });

  it('is more than a comparison pixel by pixel can do', () => {
    const isTold = ({ before, after }: Shots): boolean => PIXELMATCH.isChanged(before, after);
    expect(truths.filter(isTold).length).toBeLessThan(15);
    expect(alarms.filter(isTold).length).toBeGreaterThan(5);
  });
});
