// Where rectangles of one picture stand in another one of the same page, after the rows that are the same in both.
import { type Band, differingBands } from './align-rows.ts';
import type { Pair } from './pair.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

/** Rectangles of `before` as those of `after`. One without height stands for rows that come and go: it is as high as what came. */
export function mapRows({ before, after }: Pair, rectangles: readonly Rectangle[]): Rectangle[] {
  const width = Math.min(before.width, after.width);
  const whole = { x: 0, width, a: 0, aRows: before.height, b: 0, bRows: after.height };
  const bands = differingBands(before, after, whole);
  return rectangles.map((one) => {
    const [from, to] = [one.y, one.y + one.height];
    const edges =
      one.height === 0
        ? ({ top: 'above', bottom: 'below' } as const)
        : ({ top: 'below', bottom: 'above' } as const);
    const y = mapRow(bands, from, { side: edges.top, isTop: true });
    return { ...one, y, height: Math.max(0, mapRow(bands, to, { side: edges.bottom, isTop: false }) - y) };
  });
}

interface Edge {
  /** Of rows that one picture alone has at this place. */
  readonly side: 'above' | 'below';
  readonly isTop: boolean;
}

function mapRow(bands: readonly Band[], y: number, { side, isTop }: Edge): number {
  let offset = 0;
  for (const { a, aRows, b, bRows } of bands) {
    if (y < a || (y === a && side === 'above')) return y + offset;
    if (y < a + aRows || (y === a + aRows && side === 'above' && aRows > 0)) {
      // In a band that differs, counted from its upper edge or its lower one: so that it is not too low, or not too high.
      const [down, up] = [b + Math.min(y - a, bRows), b + Math.max(0, bRows - (a + aRows - y))];
      return isTop ? Math.min(down, up) : Math.max(down, up);
    }
    offset = b + bRows - a - aRows;
  }
  return y + offset;
}
