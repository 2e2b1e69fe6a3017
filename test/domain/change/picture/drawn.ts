// Pictures that are drawn by hand: rectangles of one colour, and pages of lines that are all different.
import type { Pixels } from '../../../../domain/change/picture/pixels.ts';
import type { Rectangle } from '../../../../domain/web/fetch/page-picture.ts';

export type Drawn = readonly [rectangle: Rectangle, grey: number];

export function picture(width: number, height: number, drawn: readonly Drawn[] = []): Pixels {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const [box, grey] of drawn)
    for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y += 1)
      for (let x = box.x; x < Math.min(width, box.x + box.width); x += 1)
        data.fill(grey, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
}

/** Lines of a text, 20 pixels each and none like another, from the line `from` on. */
export function lines(from: number, count: number, { x = 40, y = 0 } = {}): Drawn[] {
  return Array.from({ length: count }, (_, at) => at).flatMap((at) =>
    Array.from({ length: 9 }, (_, word): Drawn => {
      const width = 8 + (((from + at) * 7 + word * 5) % 17);
      return [{ x: x + word * 30, y: y + at * 20 + 4, width, height: 11 }, ((from + at) * 13) % 90];
    }),
  );
}

/** Every pixel by chance, the same for the same seed. */
export function specks(width: number, height: number, seed: number): Pixels {
  const data = new Uint8Array(width * height * 4);
  let state = seed;
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    data[at] = at % 4 === 3 ? 255 : state >>> 24;
  }
  return { width, height, data };
}
