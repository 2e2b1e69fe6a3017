// Compares the stored picture of a page with that of a look, as a job wants it, and learns what moves by itself.
import { type ComparisonOptions, comparePictures, type PictureComparison } from './compare-pictures.ts';
import { learnNoise } from './learn-noise.ts';
import { mapRows } from './map-rows.ts';
import { boxesOf, type PictureRules } from './picture-rules.ts';
import { type Pixels, readPixels } from './pixels.ts';
import type { Rectangle, SelectorBoxes } from '../../web/fetch/page-picture.ts';

export interface PicturePair {
  readonly before: Pixels;
  readonly after: Pixels;
  /** As a look some seconds earlier saw the page: what differs from it moves by itself. */
  readonly seenBefore?: Pixels | undefined;
}

export interface PictureJudging {
  readonly rules: PictureRules;
  readonly boxesBefore?: readonly SelectorBoxes[] | undefined;
  readonly boxesAfter?: readonly SelectorBoxes[] | undefined;
  /** Places of the picture before that are known to move by themselves. */
  readonly noise: readonly Rectangle[];
}

export interface JudgedPictures {
  readonly comparison: PictureComparison;
  /** Places of the picture after that are known to move by themselves. */
  readonly noise: readonly Rectangle[];
  /** Places of the picture before that this look showed to move by themselves. */
  readonly learned: readonly Rectangle[];
}

/** A page that moves in more places is kept as its largest ones. */
export const MAX_NOISE = 60;
/** Stands for no place at all: an empty list would stand for the whole picture. */
const NOWHERE: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

export function judgePictures(pair: PicturePair, judging: PictureJudging): JudgedPictures {
  const { before, after, seenBefore } = pair;
  const moving = seenBefore === undefined ? [] : learnNoise(after, seenBefore);
  const learned = placesIn(after, before, moving);
  const known = [...judging.noise, ...learned];
  const comparison = comparePictures(before, after, optionsOf(judging, known));
  return { comparison, noise: joinedNoise([...placesIn(before, after, judging.noise), ...moving]), learned };
}

function optionsOf(
  { rules, boxesBefore, boxesAfter }: PictureJudging,
  noise: readonly Rectangle[],
): ComparisonOptions {
  const { include = [], exclude = [], thresholdPercent } = rules;
  const only = (known: readonly SelectorBoxes[] | undefined): Rectangle[] => {
    if (include.length === 0) return [];
    const boxes = boxesOf(include, known);
    return boxes.length === 0 ? [NOWHERE] : boxes;
  };
  return {
    only: { before: only(boxesBefore), after: only(boxesAfter) },
    ignore: { before: boxesOf(exclude, boxesBefore), after: boxesOf(exclude, boxesAfter) },
    noise,
    ...(thresholdPercent === undefined ? {} : { threshold: thresholdPercent }),
  };
}

/** Where places of one picture stand in another one. */
function placesIn(from: Pixels, to: Pixels, places: readonly Rectangle[]): Rectangle[] {
  return places.length === 0 ? [] : mapRows({ before: readPixels(from), after: readPixels(to) }, places);
}

/** Without places that lie in others; the largest ones where there are many. */
export function joinedNoise(places: readonly Rectangle[]): Rectangle[] {
  const size = ({ width, height }: Rectangle): number => width * Math.max(1, height);
  const kept: Rectangle[] = [];
  for (const place of places.toSorted((one, other) => size(other) - size(one)))
    if (!kept.some((larger) => isWithin(place, larger))) kept.push(place);
  return kept.slice(0, MAX_NOISE);
}

function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
