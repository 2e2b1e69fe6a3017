// Two looks at a page without any configuration: known noise is silent, what somebody wrote is told.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../domain/change/compare-input.ts';
import { detectChange } from '../../domain/change/detect.ts';
import { learnVolatile } from '../../domain/change/noise/volatile.ts';
import { NO_FIELDS } from '../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../domain/reading/parse-page.ts';
import { NOISE_PAIRS } from './noise-pairs.ts';
import { NEWS } from './page-news.ts';
import { pageWith, RESTLESS, SAME } from './page-scenes.ts';
import { TRUTH_PAIRS } from './truth-pairs.ts';

const FIRST = new Date('2026-11-24T10:00:00Z');
const SECOND = new Date('2026-11-25T10:00:00Z');

function read(html: string): ComparedPage {
  const url = 'https://shop.example/k';
  const { blocks, fields, lang } = parsePage({ html, url, fields: NO_FIELDS });
  return { blocks, textHash: blocks.map(({ text }) => text).join('\n'), fields, lang, pageType: 'other' };
}

interface Pair {
  readonly before: string;
  readonly after: string;
  readonly taught?: string;
  readonly isBack?: boolean;
}

/** What is told of the second look, or why nothing is. */
function judge({ before, after, taught, isBack = false }: Pair): { told: boolean; text: string } {
  const first = read(before);
  const volatile = taught === undefined ? [] : learnVolatile(first.blocks, read(taught).blocks);
  const verdict = detectChange({
    baseline: { ...first, availability: 'unknown', volatile },
    current: read(after),
    rules: {},
    looks: isBack ? { before: SECOND, after: FIRST } : { before: FIRST, after: SECOND },
  });
  return verdict.verdict === 'changed'
    ? { told: true, text: verdict.change.summary }
    : { told: false, text: verdict.reason };
}

const block = (text: string): string => pageWith(`<p>${text}</p>`);
const both = (before: string, after: string): Pair[] => [
  { before, after },
  { before: after, after: before, isBack: true },
];

describe('two looks', () => {
  it.each(NOISE_PAIRS)('are silent about %s → %s', (before, after) => {
    expect(judge({ before: block(before), after: block(after) })).toMatchObject({ told: false });
  });

  it.each(TRUTH_PAIRS)('tell %s → %s, and back', (before, after) => {
    for (const pair of both(block(before), block(after))) expect(judge(pair)).toMatchObject({ told: true });
  });

  it.each(SAME)('are silent about %s, and back', (_, before, after) => {
    for (const pair of both(before, after)) expect(judge(pair)).toMatchObject({ told: false });
  });

  it.each(NEWS)('tell %s, and back', (_, before, after) => {
    for (const pair of both(before, after)) expect(judge(pair)).toMatchObject({ told: true });
  });

  it.each(RESTLESS)('and a noise sample are silent about %s', (_, page) => {
    for (let turn = 2; turn < 12; turn += 1)
      expect(judge({ before: page(0), after: page(turn), taught: page(1) })).toMatchObject({ told: false });
  });
});
