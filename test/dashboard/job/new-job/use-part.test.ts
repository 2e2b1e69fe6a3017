import { describe, expect, it } from 'vitest';
import { jobOf, NO_DRAFT, priceJobOf } from '../../../../dashboard/job/new-job/draft.ts';
import { namesThatCount, withPart } from '../../../../dashboard/job/new-job/picker/use-part.ts';

const NONE = { include: [], exclude: [], bodyParts: [], frameParts: [] };

describe('a click', () => {
  it('watches a part, or one more, or leaves it out', () => {
    const one = withPart(NONE, '.price', 'watch');
    expect(withPart(one, '.stock', 'watch').include).toEqual(['.stock']);
    expect(withPart(one, '.stock', 'watch', true).include).toEqual(['.price', '.stock']);
    expect(withPart(one, '.clock', 'leave-out')).toEqual({ ...one, exclude: ['.clock'] });
  });

  it('calls a part body or frame, whatever it was called before', () => {
    const frame = withPart(NONE, '.hours', 'frame');
    expect(frame.frameParts).toEqual(['.hours']);
    expect(withPart(frame, '.hours', 'body')).toEqual({ ...NONE, bodyParts: ['.hours'] });
  });
});

describe('what is called body and frame', () => {
  const named = { ...NO_DRAFT, bodyParts: ['.hours'], frameParts: ['.related'] };
  const suggested = { config: { source: { kind: 'pages' as const, urls: ['https://shop.example/'] } } };

  it('is in the job, where the whole page is watched', () => {
    expect(jobOf(suggested, named).config.changes).toEqual({
      bodyParts: ['.hours'],
      frameParts: ['.related'],
    });
    expect(jobOf(suggested, NO_DRAFT).config).not.toHaveProperty('changes');
  });

  it('does not count of a part, which has no frame, nor for a price', () => {
    const part = { ...named, include: ['main'] };
    expect(namesThatCount(part)).toEqual({ bodyParts: [], frameParts: [] });
    expect(jobOf(suggested, part).config.changes).toEqual({ scope: { include: ['main'], exclude: [] } });
    expect(priceJobOf(suggested, named, []).config.changes).toEqual({ priceRules: [] });
  });
});
