// What moves by itself on a page: advertisements, slides, films, clocks. Two looks at once tell, before anything is called news.
import { newsOf } from './compare-pictures.ts';
import { type Pixels, readPixels } from './pixels.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

/** Pixels around what moved: the next slide may be a little larger. */
const MARGIN = 4;
/** Pixels to the right of a line that moved, or as many as it is high: the next number may have more digits. */
const MAX_LONGER = 32;

/** The places of `first` in which the second look differs; one without height is a place where rows come and go. */
export function learnNoise(first: Pixels, second: Pixels): Rectangle[] {
  const pair = { before: readPixels(first), after: readPixels(second) };
  return newsOf(pair, 'line').differences.map(({ x, width, a, aRows }) => {
    const left = Math.max(0, x - MARGIN);
    const across = { x: left, width: x + width + Math.max(MARGIN, Math.min(MAX_LONGER, aRows)) - left };
    if (aRows === 0) return { ...across, y: a, height: 0 };
    const top = Math.max(0, a - MARGIN);
    return { ...across, y: top, height: a + aRows + MARGIN - top };
  });
}
