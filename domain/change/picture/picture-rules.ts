// What a job says of pictures that are compared: which places count, and how much must differ.
import type { Rectangle, SelectorBoxes } from '../../web/fetch/page-picture.ts';

/** CSS selector of elements, or a place of the picture. */
export type PicturePlace = string | Rectangle;

export interface PictureRules {
  /** Per cent of what is watched; less is not told. Absent: each difference is. */
  readonly thresholdPercent?: number | undefined;
  /** None: the whole picture. */
  readonly include?: readonly PicturePlace[] | undefined;
  readonly exclude?: readonly PicturePlace[] | undefined;
}

interface WatchedAs {
  readonly watch?: string | undefined;
}

/** Whether a job is told what its pages look like, and not what they say. */
export function comparesPictures({ watch }: WatchedAs): boolean {
  return watch === 'picture';
}

/** The selectors whose boxes a browser tells with the picture, each once. */
export function pictureSelectors({ include = [], exclude = [] }: PictureRules): string[] {
  return [...new Set([...include, ...exclude].filter((place) => typeof place === 'string'))];
}

type Boxes = readonly SelectorBoxes[] | undefined;

/** The selectors of which a picture does not tell where their elements stand: the job did not name them when it was taken. */
export function unknownSelectors(rules: PictureRules, known: Boxes = []): string[] {
  return pictureSelectors(rules).filter((one) => !known.some(({ selector }) => selector === one));
}

export function boxesOf(places: readonly PicturePlace[], known: Boxes = []): Rectangle[] {
  return places.flatMap((place) =>
    typeof place === 'string' ? (known.find(({ selector }) => selector === place)?.boxes ?? []) : [place],
  );
}

/** Whether the job names places that are watched, and the picture has none of them. */
export function hasLostPlaces({ include = [] }: PictureRules, known: Boxes): boolean {
  return include.length > 0 && boxesOf(include, known).length === 0;
}
