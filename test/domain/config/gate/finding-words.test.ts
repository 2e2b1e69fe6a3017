import { describe, expect, it } from 'vitest';
import { FINDING_KINDS, type RunFinding } from '../../../../domain/config/gate/finding.ts';
import { findingRemedy, findingWords } from '../../../../domain/config/gate/finding-words.ts';

const SHARES = { usual: 0.97, low: 0.95, high: 0.99 };

describe('a finding', () => {
  it.each<[RunFinding, string]>([
    [
      { kind: 'field', name: 'price', now: 0.0075, count: 3, total: 400, ...SHARES },
      '“price” was found on 3 of 400 pages (0.8 %); usually 97 %, 95 % to 99 %.',
    ],
    [
      { kind: 'failures', now: 0.33, count: 130, total: 400, usual: 0.01, low: 0, high: 0.024 },
      '130 of 400 pages (33 %) failed; usually 1 %, 0 % to 2.4 %.',
    ],
    [
      { kind: 'pages', now: 0, usual: 400, low: 398, high: 403 },
      'No page was read; usually 400, 398 to 403.',
    ],
    [
      { kind: 'pages', now: 80, usual: 400.5, low: 398, high: 403 },
      '80 pages were read; usually 401, 398 to 403.',
    ],
    [
      { kind: 'page-type', name: 'product', now: 0.05, count: 20, total: 400, ...SHARES },
      '20 of 400 pages (5 %) are of the type product; usually 97 %, 95 % to 99 %.',
    ],
    [
      { kind: 'body-size', now: 2_048, usual: 40_960, low: 39_936, high: 43_008 },
      'A page has 2.0 KiB on average; usually 40 KiB, 39 KiB to 42 KiB.',
    ],
    [
      { kind: 'duration', now: 9_000_000, usual: 600_000, low: 59_400, high: 720_000 },
      'It was at work for 2.5 h; usually 10 min, 59 s to 12 min.',
    ],
  ])('%o is said with what is usual', (finding, words) => {
    expect(findingWords(finding)).toBe(words);
  });

  it.each(FINDING_KINDS)('of %s says what to do', (kind) => {
    expect(findingRemedy({ kind })).toMatch(/^[A-Z].+[.?]$/);
  });
});
