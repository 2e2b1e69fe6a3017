// What changed between two pictures of a page: rectangles a person would draw, and rows that were put in or taken out. A page that
// moved down by a banner has changed by the banner alone.
import { type Found, findDifferences } from './find-differences.ts';
import { isEmpty } from './bare.ts';
import { growDifference, type Reach } from './grow-difference.ts';
import { joinDifferences } from './join-differences.ts';
import { mapRows } from './map-rows.ts';
import type { Difference, Pair } from './pair.ts';
import { withoutPassing } from './passing.ts';
import { type Choice, choosePixels, countPixels, type Pixels, readPixels } from './pixels.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

export interface ComparisonOptions {
  /** Left out of each picture: the boxes of an element move between two looks. */
  readonly ignore?: { readonly before?: readonly Rectangle[]; readonly after?: readonly Rectangle[] };
  /** Watched in each picture, where there are some; all else is left out. */
  readonly only?: { readonly before?: readonly Rectangle[]; readonly after?: readonly Rectangle[] };
  /** Places of the picture before that change by themselves (`learnNoise`); they are found again in the one after. */
  readonly noise?: readonly Rectangle[];
  /** Per cent of the area from which on the pictures are no longer the same. Default: 0, each region counts. */
  readonly threshold?: number;
}

export interface PictureRegion extends Rectangle {
  /** Of the larger picture; of what is watched, where not all of it is. */
  readonly share: number;
  /** The picture that shows something there; the rectangle is one of that picture, and of `after` where both do. */
  readonly where: 'before' | 'after' | 'both';
  /** Of the upper edge in the picture before, where both pictures have the region. */
  readonly yBefore?: number;
}

/** Rows of the whole page. */
export interface RowSpan {
  readonly y: number;
  readonly rows: number;
  /** Whether they stand above all else, below it, or between. */
  readonly at: 'top' | 'middle' | 'bottom';
}

export interface PictureComparison {
  readonly same: boolean;
  /** Area of all regions, 0 to 1. */
  readonly share: number;
  /** Rows of `after` that were not there. */
  readonly added: readonly RowSpan[];
  /** Rows of `before` that are no longer there. */
  readonly removed: readonly RowSpan[];
  /** The largest first. */
  readonly regions: readonly PictureRegion[];
}

export function comparePictures(
  before: Pixels,
  after: Pixels,
  { ignore = {}, only = {}, noise = [], threshold = 0 }: ComparisonOptions = {},
): PictureComparison {
  const whole = { before: readPixels(before), after: readPixels(after) };
  const moving = noise.length === 0 ? [] : mapRows(whole, noise);
  const choices = {
    before: { ignore: [...(ignore.before ?? []), ...noise], only: only.before ?? [] },
    after: { ignore: [...(ignore.after ?? []), ...moving], only: only.after ?? [] },
  };
  const pair = {
    before: choosePixels(whole.before, choices.before),
    after: choosePixels(whole.after, choices.after),
  };
  const { differences, rows } = newsOf(pair, 'word');
  const area = watchedArea(pair, choices);
  const regions = differences
    .map((one) => regionOf(pair, one, area))
    .toSorted((one, other) => other.share - one.share);
  const share = Math.min(
    1,
    regions.reduce((sum, one) => sum + one.share, 0),
  );
  return { same: regions.length === 0 || share * 100 < threshold, share, ...spansOf(pair, rows), regions };
}

/** The rectangles in which two pictures differ in what a person would notice. */
export function newsOf(pair: Pair, reach: Reach): Found {
  const { differences, rows } = findDifferences(pair);
  const joined = joinDifferences(withoutPassing(pair, differences));
  const grown = withoutPassing(pair, joined).map((one) => growDifference(pair, one, reach));
  return { differences: joinDifferences(grown), rows };
}

function watchedArea(
  { before, after }: Pair,
  choices: { readonly before: Choice; readonly after: Choice },
): number {
  return Math.max(countPixels(before, choices.before), countPixels(after, choices.after));
}

function regionOf({ before, after }: Pair, one: Difference, area: number): PictureRegion {
  const { x, width, a, aRows, b, bRows } = one;
  const was = { x, y: a, width, height: aRows };
  const is = { x, y: b, width, height: bRows };
  const share = (width * Math.max(aRows, bRows)) / Math.max(1, area);
  if (bRows === 0) return { ...was, share, where: 'before' };
  if (aRows === 0) return { ...is, share, where: 'after' };
  const [wasEmpty, isEmptyNow] = [isEmpty(before, was), isEmpty(after, is)];
  if (wasEmpty === isEmptyNow) return { ...is, share, where: 'both', yBefore: a };
  return wasEmpty ? { ...is, share, where: 'after' } : { ...was, share, where: 'before' };
}

function spansOf(
  { before, after }: Pair,
  rows: readonly Difference[],
): Pick<PictureComparison, 'added' | 'removed'> {
  const place = (y: number, count: number, height: number): RowSpan['at'] => {
    if (y === 0) return 'top';
    return y + count === height ? 'bottom' : 'middle';
  };
  const added = rows.filter(({ aRows }) => aRows === 0);
  const removed = rows.filter(({ bRows }) => bRows === 0);
  return {
    added: added.map(({ b, bRows }) => ({ y: b, rows: bRows, at: place(b, bRows, after.height) })),
    removed: removed.map(({ a, aRows }) => ({ y: a, rows: aRows, at: place(a, aRows, before.height) })),
  };
}
