import { expect, test } from 'vitest';
import type { AskedSuggestionView } from '../../../../../api/schemas/preview/ask.ts';
import { AS_SAID, draftOfAsked, withAsked } from '../../../../../dashboard/job/new-job/ask/asked-job.ts';
import { jobOf, NO_DRAFT, priceJobOf } from '../../../../../dashboard/job/new-job/draft.ts';
import { rulesOf } from '../../../../../dashboard/job/new-job/price/price-telling.ts';
import type { JobInput } from '../../../../../domain/config/schema.ts';

const SOURCE = { kind: 'pages' as const, urls: ['https://shop.example/coffee'] };
const SCHEDULE = { kind: 'interval' as const, everyMs: 7_200_000 };
const SUGGESTED = { kind: 'text' as const, title: 'The text of this page', why: '', job: {} };

function asked(job: JobInput | null): AskedSuggestionView {
  return {
    job: job === null ? null : { ...job },
    command: null,
    found: [],
    refused: [],
    text: null,
    model: 'm',
    sent: { texts: 1, characters: 1, cut: false },
    tokens: { spent: 1, used: 1, value: 2, resetsAt: '2026-01-16T00:00:00.000Z' },
  };
}

const TEXT_JOB: JobInput = {
  name: 'Coffee',
  config: {
    source: SOURCE,
    schedule: SCHEDULE,
    fields: [{ name: 'price', example: '12.90 €' }],
    changes: { scope: { include: ['.price'] }, blockWhilePresent: ['Sold out'] },
  },
};

test('nothing is filled in where nothing was found', () => {
  expect(draftOfAsked(asked(null), 'the price')).toBeNull();
  expect(withAsked([SUGGESTED], null)).toEqual([SUGGESTED]);
});

test('what was found becomes the first suggestion and the job that is saved', () => {
  const draft = { ...NO_DRAFT, ...draftOfAsked(asked(TEXT_JOB), 'the price') };
  const [first, ...others] = withAsked([SUGGESTED], draft.asked);
  expect(first).toMatchObject({ kind: 'text', title: AS_SAID, why: '“the price”' });
  expect(others).toEqual([SUGGESTED]);
  expect(draft).toMatchObject({ choice: AS_SAID, include: ['.price'], schedule: SCHEDULE });
  expect(jobOf(first?.job as unknown as JobInput, draft)).toMatchObject({
    config: {
      ...TEXT_JOB.config,
      changes: { scope: { include: ['.price'] }, blockWhilePresent: ['Sold out'] },
    },
  });
});

test('a part that is taken away again is not in the job', () => {
  const draft = { ...NO_DRAFT, ...draftOfAsked(asked(TEXT_JOB), 'the price'), include: [] };
  const [first] = withAsked([SUGGESTED], draft.asked);
  expect(jobOf(first?.job as unknown as JobInput, draft).config.changes).toEqual({
    blockWhilePresent: ['Sold out'],
  });
});

test('the price rules of a price watch stand in its boxes', () => {
  const job: JobInput = {
    config: {
      source: SOURCE,
      changes: {
        watch: 'price-and-stock',
        priceRules: [{ kind: 'target', amount: '10', currency: 'EUR' }],
      },
    },
  };
  const draft = { ...NO_DRAFT, ...draftOfAsked(asked(job), 'below 10 €') };
  expect(draft.price).toMatchObject({ move: 'below', below: '10 EUR', backInStock: false });
  const [first] = withAsked([SUGGESTED], draft.asked);
  const rules = draft.price === null ? [] : [...rulesOf(draft.price, 'EUR').rules];
  expect(priceJobOf(first?.job as unknown as JobInput, draft, rules).config.changes).toMatchObject({
    watch: 'price-and-stock',
    priceRules: [{ kind: 'target', amount: '10', currency: 'EUR' }],
  });
});
