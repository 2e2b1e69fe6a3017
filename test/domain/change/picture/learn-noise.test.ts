import { expect, it } from 'vitest';
import { comparePictures } from '../../../../domain/change/picture/compare-pictures.ts';
import { learnNoise } from '../../../../domain/change/picture/learn-noise.ts';
import { type Drawn, lines, picture } from './drawn.ts';

const WIDTH = 400;

/** Twenty lines with a slide between the fifth and the sixth. */
function page(slide: number, height = 100, more: readonly Drawn[] = []): ReturnType<typeof picture> {
  const shown: Drawn[] = Array.from({ length: 5 }, (_, at) => [
    { x: 60 + at * 20 + slide, y: 110 + (slide % 3), width: 15, height: height - 30 },
    slide * 3,
  ]);
  return picture(WIDTH, 500 + height, [
    ...lines(0, 5),
    ...shown,
    ...lines(5, 20, { y: 100 + height }),
    ...more,
  ]);
}

it('what moves between two looks at once is noise, and what changes beside it is told', () => {
  const noise = learnNoise(page(1), page(9));
  expect(noise).toHaveLength(1);
  expect(comparePictures(page(1), page(16), { noise }).same).toBe(true);
  const changed = page(16, 100, [[{ x: 320, y: 400, width: 40, height: 40 }, 0]]);
  expect(comparePictures(page(1), changed, { noise }).regions).toMatchObject([{ x: 320, y: 400 }]);
});

it('the place of noise is found again below a banner', () => {
  const noise = learnNoise(page(1), page(9));
  const banner: Drawn = [{ x: 0, y: 0, width: WIDTH, height: 37 }, 150];
  const { width, height, data } = page(16);
  const after = picture(width, height + 37, [banner]);
  after.data.set(data, 37 * width * 4);
  expect(comparePictures(page(1), after, { noise }).regions).toMatchObject([{ where: 'after', height: 37 }]);
});

it('rows that come and go are noise where they stood', () => {
  const closed = picture(WIDTH, 500, lines(0, 25));
  const open = picture(WIDTH, 560, [
    ...lines(0, 5),
    [{ x: 0, y: 100, width: WIDTH, height: 60 }, 80],
    ...lines(5, 20, { y: 160 }),
  ]);
  const taller = picture(WIDTH, 590, [
    ...lines(0, 5),
    [{ x: 0, y: 100, width: WIDTH, height: 90 }, 20],
    ...lines(5, 20, { y: 190 }),
  ]);
  const noise = learnNoise(closed, open);
  expect(noise).toMatchObject([{ y: 100, height: 0 }]);
  expect(comparePictures(closed, taller, { noise }).same).toBe(true);
  expect(comparePictures(closed, taller).same).toBe(false);
});

it('two looks that are the same teach nothing', () => {
  expect(learnNoise(page(1), page(1))).toEqual([]);
});
