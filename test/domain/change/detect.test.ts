// The verdict on a visit: what must stay silent, what must be told, what cannot be judged.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import { detectChange } from '../../../domain/change/detect.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { learnVolatile, volatileMatcher } from '../../../domain/change/noise/volatile.ts';
import type { FieldValue, TextBlock } from '../../../domain/reading/page/parsed-page.ts';
import { inTime } from '../../support/in-time.ts';

const PROSE =
  'This long paragraph stands on every version of the page and says the same thing each time. '.repeat(4);
const field = (name: string, value: string | null): FieldValue => ({
  name,
  value,
  raw: value ?? '',
  source: 'selector',
  locator: '.x',
  confidence: 1,
});

function page(texts: readonly string[], more: Partial<ComparedPage> = {}): ComparedPage {
  const blocks: TextBlock[] = [
    { path: 'main/h1', text: 'Deluxe kettle' },
    { path: 'main/p', text: PROSE },
    ...texts.map((text) => ({ path: 'main/div/span', text })),
  ];
  return {
    blocks,
    textHash: blocks.map(({ text }) => text).join('\n'),
    fields: [],
    pageType: 'product',
    ...more,
  };
}

function judge(before: ComparedPage, after: ComparedPage, rules: ChangeRules = {}, volatile: string[] = []) {
  return detectChange({
    baseline: { ...before, volatile, availability: before.availability ?? 'unknown' },
    current: after,
    rules,
  });
}

const summary = (verdict: ReturnType<typeof detectChange>): string =>
  verdict.verdict === 'changed' ? verdict.change.summary : `${verdict.verdict}: ${verdict.reason}`;

describe('detectChange', () => {
  it('takes the first look as baseline, and the same text as unchanged', () => {
    expect(detectChange({ baseline: null, current: page([]), rules: {} }).verdict).toBe('first');
    expect(judge(page(['a']), page(['a']))).toMatchObject({ verdict: 'unchanged', step: 'text' });
  });

  it('stays silent on noise and says which rule made it so', () => {
    const verdict = judge(page(['1,204 views', '3 hours ago']), page(['1,377 views', '4 hours ago']));
    expect(verdict).toMatchObject({ verdict: 'unchanged', step: 'noise' });
    expect(verdict).toHaveProperty('suppressed.0.rule', 'counter');
    expect(verdict).toHaveProperty('suppressed.1.rule', 'relative-time');
  });

  it('names the price when only the price moved', () => {
    const verdict = judge(page(['12,99 €', 'Buy now']), page(['9,99 €', 'Buy now']));
    expect(verdict).toMatchObject({ verdict: 'changed', change: { kind: 'price', severity: 'notable' } });
    expect(summary(verdict)).toBe('Price under Deluxe kettle went from 12,99 € to 9,99 €');
  });

  it('takes no full stop behind a word of stock for a move of it', () => {
    const verdict = judge(page(['Great themes available.']), page(['Great themes available']));
    expect(verdict).not.toMatchObject({ change: { kind: 'availability' } });
    const sold = judge(page(['Large: in stock']), page(['Large: sold out']));
    expect(sold).toMatchObject({ change: { kind: 'availability', severity: 'major' } });
  });

  it('names the availability when only that moved, although the text is the same', () => {
    const verdict = judge(page([], { availability: 'InStock' }), page([], { availability: 'OutOfStock' }));
    expect(verdict).toMatchObject({
      verdict: 'changed',
      change: { kind: 'availability', severity: 'major' },
    });
    expect(summary(verdict)).toBe('Availability went from in stock to out of stock');
  });

  it('believes what another locator found only if it looks like what was there', () => {
    const before = page([], { fields: [field('price', '12,99 €')] });
    const healed = (value: string) => page([], { fields: [{ ...field('price', value), healed: true }] });
    expect(judge(before, healed('9,99 €')).verdict).toBe('changed');
    expect(judge(before, healed('Add to cart')).verdict).toBe('unchanged');
    expect(judge(before, page([], { fields: [field('price', 'on request')] })).verdict).toBe('changed');
  });

  it('compares fields exactly but for white space', () => {
    const before = page([], { fields: [field('price', '12,99 €'), field('name', 'Deluxe  kettle')] });
    const after = page([], { fields: [field('price', '9,99 €'), field('name', 'Deluxe kettle')] });
    expect(summary(judge(before, after))).toBe('“Price” went from 12,99 € to 9,99 €');
    expect(judge(page([]), page([], { fields: [field('new', 'x')] })).verdict).toBe('unchanged');
  });

  it('tells the truths that others miss', () => {
    for (const [before, after] of [
      [['$129'], ['$192']],
      [['21 left'], ['12 left']],
      [
        ['Chair one', '€ 10', 'Table two', '€ 20'],
        ['Chair one', '€ 20', 'Table two', '€ 10'],
      ],
      [[`${PROSE} one`.repeat(50)], [`${PROSE} two`.repeat(50)]],
      [['was 54.99 €'], ['was 49.99 €']],
    ] as const) {
      expect(judge(page(before), page(after)).verdict).toBe('changed');
    }
  });

  it('leaves walls, collapses and flips unjudged', () => {
    const long = page(['10 €', '20 €'], { lang: 'de' });
    expect(judge(long, page([], { wall: 'captcha' })).verdict).toBe('unjudged');
    expect(judge(long, { ...long, blocks: [], textHash: '' }).verdict).toBe('unjudged');
    expect(judge(long, { ...page(['10 €', '20 €', 'x'], { lang: 'en' }) }).verdict).toBe('unjudged');
    expect(summary(judge(long, page(['$ 11', '$ 22'], { lang: 'de' })))).toContain('currency flipped');
    expect(judge(long, page(['10 EUR', '22 EUR'], { lang: 'de' })).verdict).toBe('changed');
  });

  it.each([
    ['only the new text', 'Delivery in two days', 'Delivery in two days, free for members'],
    ['only the old text', 'Delivery in two days, free for members', 'Delivery in two days'],
    ['only the new text, which is another', 'Open from 9 to 5', 'Closed: free for members'],
  ])('a rule that matches %s keeps the paragraph quiet, not half of it', (_what, old, now) => {
    const rules = { ignoreText: ['free for members'] };
    expect(judge(page([old]), page([now])).verdict).toBe('changed');
    expect(judge(page([old]), page([now]), rules)).toMatchObject({
      verdict: 'unchanged',
      reason: 'only ignored text differs',
    });
    const also = judge(page([old, 'Blue', 'Red', 'Green']), page([now, 'Blue', 'Green']), rules);
    expect(summary(also)).toMatch(/^Line removed.*“Red”$/);
  });

  it('takes what is left of a document for what its server means to say', () => {
    const list = page(Array.from({ length: 40 }, (_, at) => `items[].id: ${at}`));
    const short = (more: Partial<ComparedPage>): ComparedPage => ({
      ...list,
      blocks: [{ path: 'items', text: 'items: []' }],
      textHash: 'short',
      ...more,
    });
    expect(judge(list, short({})).verdict).toBe('unjudged');
    expect(judge(list, short({ isDocument: true })).verdict).toBe('changed');
    expect(judge(list, short({ isDocument: true, blocks: [] })).verdict).toBe('unjudged');
    expect(judge(list, short({ isDocument: true, wall: 'empty' }))).toMatchObject({
      verdict: 'unjudged',
      reason: 'the page is empty',
    });
  });

  it('obeys the rules of the job', () => {
    const before = page(['Headline', 'Rate 100']);
    const after = page(['Other words', 'Rate 101']);
    expect(judge(before, after, { ignoreText: ['/^(head|other)/i', 'RATE'] }).verdict).toBe('unchanged');
    expect(judge(before, after, { triggerText: ['sale'] }).verdict).toBe('unchanged');
    expect(judge(before, after, { triggerText: ['other WORDS'] }).verdict).toBe('changed');
    expect(judge(before, after, { blockWhilePresent: ['kettle'] }).verdict).toBe('unchanged');
    expect(judge(page(['Rate 100']), page(['Rate 101']), { onlyNumbersBeyondPercent: 5 }).verdict).toBe(
      'unchanged',
    );
    expect(judge(page(['Rate 100']), page(['Rate 110']), { onlyNumbersBeyondPercent: 5 }).verdict).toBe(
      'changed',
    );
    expect(judge(before, after, { minSeverity: 'major' }).verdict).toBe('unchanged');
  });

  it('counts what was added and under which heading', () => {
    const before = page([]);
    const more = ['One more step.', 'A second step here.', 'The third and last.'].map((text) => ({
      path: 'main/p',
      text,
    }));
    const after = page([], { blocks: [...before.blocks, ...more], textHash: 'other' });
    expect(summary(judge(before, after))).toBe(
      '3 paragraphs added under Deluxe kettle: “One more step.”, “A second step here.”',
    );
  });

  it('runs a regular expression that is slow elsewhere', () => {
    const [before, after] = [page(['a'.repeat(30_000)]), page([`${'a'.repeat(30_000)}b`])];
    inTime(1_000, () => judge(before, after, { ignoreText: ['/(a+)+$/'] }));
  });
});

describe('learnVolatile', () => {
  const look = (headline: string, ad: string, seats: string): TextBlock[] => [
    { path: 'main/h1', text: headline },
    { path: 'main/p', text: PROSE },
    { path: 'aside/div', text: ad },
    { path: 'footer/p', text: seats },
    { path: 'main/span', text: '10 €' },
  ];

  it('mutes what two looks disagree about, and nothing else', () => {
    const first = look('Buy the best', 'Try our soap', 'Pool 12 served you');
    const learned = learnVolatile(first, look('Get the finest', 'Eat more bread', 'Pool 7 served you'));
    const asPage = (blocks: TextBlock[]) =>
      page([], { blocks, textHash: blocks.map((b) => b.text).join('') });
    const third = look('Get the finest', 'Fly to the moon', 'Pool 3 served you');
    expect(judge(asPage(first), asPage(third), {}, learned)).toMatchObject({
      verdict: 'unchanged',
      step: 'noise',
    });
    const news = look('A new headline', 'Fly to the moon', 'Pool 3 served you');
    expect(judge(asPage(first), asPage(news), {}, learned).verdict).toBe('changed');
  });

  it('learns the place of a line among lines that share one path, and still tells the others', () => {
    const lines = (...texts: string[]) =>
      page(texts, { blocks: texts.map((text) => ({ path: 'line', text })) });
    const first = lines('Quote of the day', 'Less is more', 'Office closed');
    const learned = learnVolatile(
      first.blocks,
      lines('Quote of the day', 'Know thyself', 'Office closed').blocks,
    );
    expect(judge(first, lines('Quote of the day', 'Seize it', 'Office closed'), {}, learned).verdict).toBe(
      'unchanged',
    );
    expect(judge(first, lines('Quote of the day', 'Seize it', 'Office open'), {}, learned).verdict).toBe(
      'changed',
    );
    const short = lines('Less is more', 'Office closed');
    const ofTwo = learnVolatile(short.blocks, lines('Know thyself', 'Office closed').blocks);
    expect(judge(short, lines('Less is more', 'Office open'), {}, ofTwo).verdict).toBe('changed');
  });

  it('learns the place of a text that is exchanged for one with nothing in common', () => {
    const lines = (...texts: string[]) =>
      page(texts, { blocks: texts.map((text) => ({ path: 'main/p', text })) });
    const [lead, rest] = ['What our guests say', `${PROSE} Of the house.`];
    const more = ['Rooms look out on the sea.', 'The kitchen opens at six.', 'Dogs sleep in the barn.'];
    const first = lines(lead, 'My children love the pool, and so do I.', rest, ...more);
    const second = lines(lead, 'Never slept better; breakfast until noon!', rest, ...more);
    const learned = learnVolatile(first.blocks, second.blocks);
    const third = lines(lead, 'Quiet, cheap, close to every train.', rest, ...more);
    expect(judge(first, third, {}, learned)).toMatchObject({ verdict: 'unchanged', step: 'noise' });
    const news = lines(lead, 'Quiet, cheap, close to every train.', rest, ...more, 'Closed in March.');
    expect(judge(first, news, {}, learned)).toMatchObject({
      verdict: 'changed',
      change: { blocks: [{ after: 'Closed in March.' }] },
    });
    const sale = lines(lead, 'All rooms for 40 € this week', rest, ...more);
    expect(judge(first, sale, {}, learned).verdict).toBe('changed');
  });

  it('does not learn a price that alone differs', () => {
    const first = look('A', 'B', 'C');
    const second = first.map((block) => (block.text === '10 €' ? { ...block, text: '11 €' } : block));
    const learned = learnVolatile(first, second);
    expect(learned.map((pattern) => pattern.slice(0, pattern.indexOf('?') + 1))).toEqual(['main/span\t?']);
    const change = { op: 'replaced', path: 'main/span', before: '11 €', after: '12 €' } as const;
    expect(volatileMatcher(learned, { before: first, after: second })(change)).toBe(false);
  });

  it('learns a carousel with its prices', () => {
    const carousel = (names: readonly string[], price: string): TextBlock[] =>
      names.flatMap((text) => [
        { path: 'section#related/li/a', text },
        { path: 'section#related/li/span', text: price },
      ]);
    const learned = learnVolatile(
      carousel(['Red shoe', 'Blue hat'], '5 €'),
      carousel(['Green coat', 'Grey scarf'], '7 €'),
    );
    expect(learned).toEqual(['section#related/li/a\t*', 'section#related/li/span\t*']);
  });
});
