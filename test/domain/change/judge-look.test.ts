import { describe, expect, it } from 'vitest';
import { judgeComparison, judgeLook, type PictureLook } from '../../../domain/change/judge-look.ts';
import type { JudgedPictures } from '../../../domain/change/picture/judge-pictures.ts';

const size = { width: 1_280, height: 900, by: '126 fonts' };
const box = { x: 1, y: 2, width: 3, height: 4 };
const look = (part: Partial<PictureLook> = {}): PictureLook => ({
  wall: null,
  stored: { picture: size },
  picture: size,
  isSame: false,
  rules: {},
  ...part,
});

describe('a look at a page whose picture is watched', () => {
  it('is compared where nothing stands against it', () => {
    expect(judgeLook(look())).toBeNull();
    expect(judgeLook(look({ wall: 'empty' }))).toBeNull();
  });

  it.each<[string, Partial<PictureLook>, object]>([
    ['a wall', { wall: 'captcha' }, { verdict: 'unjudged', step: 'wall' }],
    [
      'no picture',
      { picture: undefined, fault: 'the page took all its time' },
      { verdict: 'unjudged', reason: 'no picture could be taken: the page took all its time' },
    ],
    ['the first one', { stored: null }, { verdict: 'first', reason: 'first look at this page' }],
    [
      'a version without a picture',
      { stored: {} },
      { verdict: 'unchanged', accepts: true, reason: 'the first picture of this page' },
    ],
    [
      'the same bytes',
      { isSame: true },
      { verdict: 'unchanged', step: 'picture', reason: 'the picture is the same' },
    ],
    ['another browser', { picture: { ...size, by: '127 fonts' } }, { verdict: 'unchanged', accepts: true }],
    [
      'a selector that is new',
      { rules: { include: ['.chart'] }, picture: { ...size, boxes: [{ selector: '.chart', boxes: [box] }] } },
      { accepts: true, reason: 'where these stand was not known before: .chart' },
    ],
    [
      'a place that is lost',
      {
        rules: { include: ['.chart'] },
        stored: { picture: { ...size, boxes: [{ selector: '.chart', boxes: [box] }] } },
        picture: { ...size, boxes: [{ selector: '.chart', boxes: [] }] },
      },
      { verdict: 'unjudged', step: 'part' },
    ],
    [
      'a place that is not there yet',
      {
        rules: { include: ['.chart'] },
        stored: null,
        picture: { ...size, boxes: [{ selector: '.chart', boxes: [] }] },
      },
      { verdict: 'first', reason: 'first look at this page; the watched place is not in its picture yet' },
    ],
  ])('%s', (_name, part, verdict) => {
    expect(judgeLook(look(part))).toMatchObject(verdict);
  });

  it('is compared though an older picture does not say who drew it', () => {
    const { by: _by, ...unsigned } = size;
    expect(judgeLook(look({ stored: { picture: unsigned } }))).toBeNull();
  });
});

describe('compared pictures', () => {
  const region = { ...box, share: 0.3, where: 'both', yBefore: 2 } as const;
  const judged = (
    part: Partial<JudgedPictures['comparison']>,
    noise: JudgedPictures['noise'] = [],
  ): JudgedPictures => ({
    comparison: { same: false, share: 0.3, added: [], removed: [], regions: [region], ...part },
    noise,
    learned: [],
  });

  it('are a change of the picture, with its regions', () => {
    expect(judgeComparison(judged({}))).toMatchObject({
      verdict: 'changed',
      step: 'picture',
      change: {
        kind: 'picture',
        severity: 'major',
        blocks: [],
        picture: { share: 0.3, count: 1, regions: [region] },
      },
    });
    expect(judgeComparison(judged({ share: 0.1 }))).toMatchObject({ change: { severity: 'notable' } });
  });

  it('keep the largest regions of very many, and count all', () => {
    const regions = Array.from({ length: 400 }, () => region);
    const verdict = judgeComparison(judged({ regions }));
    expect(verdict).toMatchObject({ change: { picture: { count: 400 } } });
    expect(verdict.verdict === 'changed' ? verdict.change.picture?.regions.length : 0).toBe(50);
  });

  it('are the same without regions, and say what was left out', () => {
    expect(judgeComparison(judged({ same: true, regions: [] }, [box, box]))).toMatchObject({
      verdict: 'unchanged',
      step: 'picture',
      reason: 'nothing differs that can be seen; 2 places that move by themselves are left out',
    });
  });

  it('differ by less than the job asks for', () => {
    expect(judgeComparison(judged({ same: true }))).toMatchObject({
      verdict: 'unchanged',
      step: 'picture-share',
    });
  });

  it('that could not be compared judge nothing', () => {
    expect(judgeComparison(null)).toMatchObject({ verdict: 'unjudged', step: 'picture' });
  });
});
