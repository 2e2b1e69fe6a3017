// What a way of comparing finds in the scenes: changes told, false alarms, and whether the rectangles are those a person would draw.
import {
  comparePictures,
  type ComparisonOptions,
  type PictureComparison,
  type PictureRegion,
} from '../../../domain/change/picture/compare-pictures.ts';
import { learnNoise } from '../../../domain/change/picture/learn-noise.ts';
import type { Rectangle } from '../../../domain/web/fetch/page-picture.ts';
import type { Shots } from './take-pictures.ts';

const MIN_OVERLAP = 0.5;

/** As a job with the default settings does: noise is learned from two looks at once, elements are left out where they stand. */
export function compareShots({ before, after, second }: Shots): PictureComparison {
  return comparePictures(before, after, optionsOf({ before, after, second }));
}

export function optionsOf({ before, after, second }: Omit<Shots, 'scene'>): ComparisonOptions {
  return {
    noise: second === undefined ? [] : learnNoise(before, second),
    ignore: { before: before.ignored, after: after.ignored },
  };
}

/** What is marked in both pictures at the same height is one thing, as far as it reaches in either. */
function wantedIn({ before, after }: Shots): readonly Rectangle[] {
  if (after.truths.length === 0) return before.truths;
  return after.truths.map((one, at) => {
    const other = before.truths[at];
    return other === undefined || before.height !== after.height ? one : around(one, other);
  });
}

function around(one: Rectangle, other: Rectangle): Rectangle {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const right = Math.max(one.x + one.width, other.x + other.width);
  return { x, y, width: right - x, height: Math.max(one.y + one.height, other.y + other.height) - y };
}

/** Of the marked rectangles those that a region stands for. */
export function rightRegions(
  shots: Shots,
  { regions }: PictureComparison,
): { readonly right: number; readonly of: number } {
  const wanted = wantedIn(shots);
  const found = regions.map(boxOf(shots.after.truths.length > 0));
  const right = wanted.filter((truth) => found.some((one) => overlap(truth, one) >= MIN_OVERLAP));
  return { right: right.length, of: wanted.length };
}

function boxOf(inAfter: boolean): (region: PictureRegion) => Rectangle {
  return ({ x, y, width, height, yBefore }) => ({ x, y: inAfter ? y : (yBefore ?? y), width, height });
}

/** The area of both over that of either. */
export function overlap(one: Rectangle, other: Rectangle): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (across <= 0 || down <= 0) return 0;
  const both = across * down;
  return both / (one.width * one.height + other.width * other.height - both);
}
