import { describe, expect, it } from 'vitest';
import { judgePictures, joinedNoise, MAX_NOISE } from '../../../../domain/change/picture/judge-pictures.ts';
import type { PictureRules } from '../../../../domain/change/picture/picture-rules.ts';
import type { Pixels } from '../../../../domain/change/picture/pixels.ts';
import { type Drawn, lines, picture } from './drawn.ts';

const box = (x: number, y: number, width = 60, height = 40) => ({ x, y, width, height });
const page = (...drawn: Drawn[]): Pixels => picture(400, 600, [...lines(0, 10), ...drawn]);
const [CHART, ADVERT] = [box(200, 300), box(300, 450)];

function judge(before: Pixels, after: Pixels, rules: PictureRules = {}, more: object = {}) {
  return judgePictures({ before, after }, { rules, noise: [], ...more });
}

describe('pictures as a job wants them compared', () => {
  const still = page([CHART, 90], [ADVERT, 60]);
  const both = page([CHART, 20], [ADVERT, 160]);

  it.each<[string, PictureRules, (typeof CHART)[]]>([
    ['all of it', {}, [CHART, ADVERT]],
    ['a place alone', { include: [box(190, 290, 90, 70)] }, [CHART]],
    ['without a place', { exclude: [box(190, 290, 90, 70)] }, [ADVERT]],
  ])('%s', (_name, rules, told) => {
    const { regions } = judge(still, both, rules).comparison;
    expect(regions.map(({ x, y }) => `${x} ${y}`).toSorted()).toEqual(
      told.map(({ x, y }) => `${x} ${y}`).toSorted(),
    );
  });

  it('finds the elements of a selector where they stood and where they stand', () => {
    const moved = picture(400, 640, [
      ...lines(20, 2),
      ...lines(0, 10, { y: 40 }),
      [box(200, 340), 20],
      [box(300, 490), 160],
    ]);
    const of = (one: typeof ADVERT) => [{ selector: '#advert', boxes: [one] }];
    const boxes = { boxesBefore: of(ADVERT), boxesAfter: of(box(300, 490)) };
    const { regions } = judge(still, moved, { exclude: ['#advert'] }, boxes).comparison;
    expect(regions.map(({ x, y }) => [x, y])).toContainEqual([200, 340]);
    expect(regions.every(({ x, y }) => x !== 300 || y < 400)).toBe(true);
  });

  it('compares nothing where the elements that are watched are not there', () => {
    const { comparison } = judge(still, both, { include: ['#gone'] }, { boxesBefore: [], boxesAfter: [] });
    expect(comparison).toMatchObject({ same: true, regions: [] });
  });

  it('tells less than the threshold as regions that are not told', () => {
    const { comparison } = judge(still, both, { thresholdPercent: 50 });
    expect(comparison.same).toBe(true);
    expect(comparison.regions).toHaveLength(2);
    expect(judge(still, both, { thresholdPercent: 0.5 }).comparison.same).toBe(false);
  });
});

describe('what moves by itself', () => {
  const before = page([CHART, 90], [ADVERT, 60]);
  const first = page([CHART, 20], [ADVERT, 160]);
  const second = page([CHART, 20], [ADVERT, 200]);

  it('is what two looks of seconds apart show: only what both saw is told', () => {
    const pair = { before, after: second, seenBefore: first };
    const { comparison, noise, learned } = judgePictures(pair, { rules: {}, noise: [] });
    expect(comparison.regions).toMatchObject([{ ...CHART }]);
    expect(noise).toHaveLength(1);
    expect(learned).toHaveLength(1);
    const again = judgePictures(
      { before: second, after: page([CHART, 20], [ADVERT, 30]) },
      { rules: {}, noise },
    );
    expect(again.comparison.regions).toEqual([]);
  });

  it('is found again where the page moved down', () => {
    const { noise } = judgePictures({ before, after: second, seenBefore: first }, { rules: {}, noise: [] });
    const lower = (grey: number): Pixels =>
      picture(400, 660, [
        ...lines(30, 3),
        ...lines(0, 10, { y: 60 }),
        [box(200, 360), 20],
        [box(300, 510), grey],
      ]);
    const moved = judgePictures({ before: second, after: lower(10) }, { rules: {}, noise });
    expect(moved.comparison.regions.map(({ y }) => y)).toEqual([0]);
    expect(judge(lower(10), lower(90), {}, { noise: moved.noise }).comparison.regions).toEqual([]);
  });

  it('is kept without places that lie in others, and not without end', () => {
    expect(joinedNoise([box(10, 10, 5, 5), box(0, 0, 100, 100), box(90, 90, 50, 50)])).toEqual([
      box(0, 0, 100, 100),
      box(90, 90, 50, 50),
    ]);
    expect(joinedNoise(Array.from({ length: 200 }, (_, at) => box(at * 10, 0, 5, 5)))).toHaveLength(
      MAX_NOISE,
    );
  });
});
