import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_PROGRESS, withFault } from '../../../../domain/run/source-progress.ts';
import { runFallbacks } from '../../../../domain/run/fallback/run-fallbacks.ts';
import {
  FALLBACK_KINDS,
  type FallbackCount,
  fallbackSentence,
  sumFallbacks,
} from '../../../../domain/run/fallback/fallback.ts';

const one = fc.record<FallbackCount>({
  kind: fc.constantFrom(...FALLBACK_KINDS),
  count: fc.integer({ min: 1, max: 9 }),
  since: fc.integer({ min: 0, max: 5 }),
  url: fc.constantFrom('http://shop.test/a', 'http://shop.test/b'),
  detail: fc.constant('why'),
});

it('counts of parts are the counts of the whole, in whatever order the parts come', () => {
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (some, others) => {
      const whole = sumFallbacks([...some, ...others]);
      expect(sumFallbacks([...sumFallbacks(others), ...sumFallbacks(some)])).toEqual(whole);
      expect(whole.length).toBeLessThanOrEqual(FALLBACK_KINDS.length);
      const total = (all: readonly FallbackCount[]): number => all.reduce((sum, { count }) => sum + count, 0);
      expect(total(whole)).toBe(total(some) + total(others));
    }),
  );
});

it('the page of the first time stands for all', () => {
  const kind = 'other-selector';
  const later = { kind, count: 2, since: 9, url: 'http://shop.test/a', detail: 'later' } as const;
  const first = { kind, count: 1, since: 4, url: 'http://shop.test/z', detail: 'first' } as const;
  expect(sumFallbacks([later, first])).toEqual([{ ...first, count: 3 }]);
});

it.each([
  ['other-selector', 1, 'On 1 page another selector took over.'],
  ['later-attempt', 12, 'On 12 pages only a later attempt brought the page.'],
  [
    'faulty-source',
    1,
    '1 document of the source could not be read as a whole; what else the source names was visited.',
  ],
  ['slow-store', 2, '2 chunks waited for those before them to be read and stored.'],
] as const)('%s of %i is told as “%s”', (kind, count, sentence) => {
  expect(fallbackSentence({ kind, count })).toBe(sentence);
});

it('faulty documents of the source stand beside what the pages took', () => {
  const taken = {
    kind: 'later-attempt',
    count: 1,
    since: 4,
    url: 'http://shop.test/a',
    detail: 'why',
  } as const;
  const at = new Date(9_000);
  const fault = { url: 'http://shop.test/b.xml', code: 'cut-off', detail: 'It ends too early.', urls: 3, at };
  const source = withFault(withFault(NO_PROGRESS, fault), { ...fault, url: 'http://shop.test/c.xml' });
  expect(runFallbacks([taken], source)).toEqual([
    taken,
    {
      kind: 'faulty-source',
      count: 2,
      since: 9_000,
      url: 'http://shop.test/b.xml',
      detail: 'cut-off. It ends too early. 3 URLs of it count.',
    },
  ]);
  expect(runFallbacks(undefined, NO_PROGRESS)).toEqual([]);
  expect(runFallbacks(undefined, undefined)).toEqual([]);
});
