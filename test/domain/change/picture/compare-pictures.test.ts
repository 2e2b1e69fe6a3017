import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePictures } from '../../../../domain/change/picture/compare-pictures.ts';
import { type Drawn, lines, picture, specks } from './drawn.ts';

const WIDTH = 400;

function box(
  x: number,
  y: number,
  width: number,
  height: number,
): { x: number; y: number; width: number; height: number } {
  return { x, y, width, height };
}

describe('two pictures', () => {
  it('that are the same have no region', () => {
    const page = picture(WIDTH, 600, lines(0, 20));
    expect(comparePictures(page, { ...page, data: page.data.slice() })).toEqual({
      same: true,
      share: 0,
      added: [],
      removed: [],
      regions: [],
    });
  });

  it('are the same whether they have three bytes a pixel or four', () => {
    const page = picture(WIDTH, 200, lines(0, 6));
    const data = page.data.filter((_, at) => at % 4 !== 3);
    expect(comparePictures(page, { ...page, data }).same).toBe(true);
  });

  it('differ in the thing that changed, with its exact rectangle', () => {
    const shown: Drawn = [box(200, 300, 60, 40), 90];
    const { regions, share } = comparePictures(picture(WIDTH, 600), picture(WIDTH, 600, [shown]));
    expect(regions).toEqual([{ ...box(200, 300, 60, 40), share: 2_400 / 240_000, where: 'after' }]);
    expect(share).toBe(0.01);
  });

  it('say which of them shows a block that moved sideways', () => {
    const [before, after] = [50, 250].map((x) => picture(WIDTH, 300, [[box(x, 100, 60, 40), 60]]));
    if (before === undefined || after === undefined) throw new Error('There are two pictures.');
    const { regions } = comparePictures(before, after);
    expect(regions.map(({ x, where }) => ({ x, where }))).toEqual([
      { x: 50, where: 'before' },
      { x: 250, where: 'after' },
    ]);
  });

  it('differ where a faint tint of a whole area is another', () => {
    const page = (grey: number): ReturnType<typeof picture> =>
      picture(WIDTH, 300, [[box(40, 40, 120, 40), grey]]);
    expect(comparePictures(page(200), page(190)).regions).toMatchObject([box(40, 40, 120, 40)]);
    expect(comparePictures(page(200), page(197)).same).toBe(true);
  });
});

describe('rows that were put in', () => {
  const page = picture(WIDTH, 600, lines(0, 30));

  it('on top are told as such, and nothing else of the page', () => {
    const banner: Drawn = [box(0, 0, WIDTH, 37), 120];
    const after = picture(WIDTH, 637, [banner, ...lines(0, 30, { y: 37 })]);
    const { added, removed, regions } = comparePictures(page, after);
    expect({ added, removed }).toEqual({ added: [{ y: 0, rows: 37, at: 'top' }], removed: [] });
    expect(regions).toMatchObject([{ ...box(0, 0, WIDTH, 37), where: 'after' }]);
    expect(comparePictures(after, page).removed).toEqual([{ y: 0, rows: 37, at: 'top' }]);
  });

  it('push nothing out of a picture of the same height that would be told', () => {
    const banner: Drawn = [box(0, 0, WIDTH, 40), 120];
    const after = picture(WIDTH, 600, [banner, ...lines(0, 28, { y: 40 })]);
    expect(comparePictures(page, after).regions).toMatchObject([{ ...box(0, 0, WIDTH, 40), where: 'after' }]);
  });

  it('in white tell nothing', () => {
    const after = picture(WIDTH, 625, [...lines(0, 10), ...lines(10, 20, { y: 225 })]);
    expect(comparePictures(page, after).same).toBe(true);
  });

  it('into one of two columns are told of that column', () => {
    const beside = lines(100, 60, { x: 400 });
    const before = picture(800, 1_200, [...lines(0, 50), ...beside]);
    const after = picture(800, 1_200, [
      ...lines(0, 10),
      ...lines(200, 3, { y: 200 }),
      ...lines(10, 40, { y: 260 }),
      ...beside,
    ]);
    const { regions } = comparePictures(before, after);
    expect(regions).toMatchObject([{ where: 'after', height: 60 }]);
    expect(regions[0]?.x).toBeLessThan(60);
    expect((regions[0]?.x ?? 0) + (regions[0]?.width ?? 0)).toBeLessThan(400);
  });
});

describe('a choice of what counts', () => {
  const before = picture(WIDTH, 300, lines(0, 15));
  const after = picture(WIDTH, 300, [
    ...lines(0, 15),
    [box(50, 50, 80, 60), 20],
    [box(300, 200, 40, 40), 20],
  ]);

  it('leaves rectangles out, in each picture its own', () => {
    const { regions } = comparePictures(before, after, { ignore: { after: [box(40, 40, 110, 90)] } });
    expect(regions).toMatchObject([{ y: 200 }]);
    const both = { after: [box(40, 40, 110, 90), box(300, 200, 40, 40)] };
    expect(comparePictures(before, after, { ignore: both }).same).toBe(true);
  });

  it('watches rectangles alone, and counts their area', () => {
    const only = [box(280, 180, 100, 80)];
    const { regions, share } = comparePictures(before, after, { only: { before: only, after: only } });
    expect(regions).toMatchObject([{ y: 200, height: 40 }]);
    expect(share).toBeCloseTo((regions[0]?.width ?? 0) / 200);
  });

  it('takes pictures as the same up to a threshold', () => {
    const { share } = comparePictures(before, after);
    expect(comparePictures(before, after, { threshold: share * 100 + 0.1 }).same).toBe(true);
    expect(comparePictures(before, after, { threshold: share * 100 - 0.1 }).same).toBe(false);
  });
});

describe('strange pictures', () => {
  it.each([
    ['nothing and nothing', picture(0, 0), picture(0, 0), true],
    ['nothing and something', picture(0, 0), picture(40, 30), false],
    ['something and nothing', picture(40, 30), picture(0, 0), false],
    ['one pixel, twice', picture(1, 1), picture(1, 1), true],
    ['one pixel and another', picture(1, 1), picture(1, 1, [[box(0, 0, 1, 1), 0]]), false],
    ['a wider one with white beside', picture(340, 200, lines(0, 8)), picture(380, 200, lines(0, 8)), true],
    [
      'a wider one with more to see',
      picture(300, 200),
      picture(340, 200, [[box(310, 20, 20, 60), 0]]),
      false,
    ],
  ] as const)('%s', (_what, before, after, same) => {
    expect(comparePictures(before, after).same).toBe(same);
  });

  it('are refused where bytes and size do not fit, or are too many', () => {
    const short = { width: 10, height: 10, data: new Uint8Array(7) };
    expect(() => comparePictures(short, short)).toThrow('A picture of 10 × 10 pixels has 7 bytes');
    const large = { width: 20_000, height: 20_000, data: new Uint8Array(0) };
    expect(() => comparePictures(large, large)).toThrow(
      "A picture of 20000 × 20000 pixels can't be compared",
    );
  });

  it('that have nothing in common, of the most rows, are one region each, found in a time that grows with the rows', () => {
    const { regions } = comparePictures(specks(320, 16_384, 1), specks(320, 16_000, 2));
    expect(regions.length).toBeLessThanOrEqual(2);
    expect(regions[0]).toMatchObject({ width: 320 });
  });

  it('have regions within them, and shares that add up, whatever is drawn', () => {
    const rectangle = fc.tuple(
      fc.nat(180),
      fc.nat(180),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(255),
    );
    const drawing = fc.array(rectangle, { maxLength: 8 });
    fc.assert(
      fc.property(drawing, drawing, fc.integer({ min: 0, max: 220 }), (one, other, height) => {
        const draw = (list: typeof one): Drawn[] =>
          list.map(([x, y, width, rows, grey]) => [box(x, y, width, rows), grey]);
        const [before, after] = [picture(200, 200, draw(one)), picture(200, height, draw(other))];
        const { regions, share, same } = comparePictures(before, after);
        expect(same).toBe(regions.length === 0);
        expect(share).toBeLessThanOrEqual(1);
        for (const { x, y, width, height: rows, where, yBefore = 0 } of regions) {
          expect([x >= 0, y >= 0, width > 0, rows > 0, x + width <= 200]).toEqual([
            true,
            true,
            true,
            true,
            true,
          ]);
          expect(y + rows).toBeLessThanOrEqual(where === 'before' ? 200 : height);
          expect(yBefore).toBeLessThanOrEqual(200);
        }
        expect(comparePictures(before, before).same).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
