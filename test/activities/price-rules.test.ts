// Price rules in runs: what they tell, look by look, through the real stages.
import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/page/page.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { createCourse, type Shown } from '../support/price-course.ts';

const at = (price: string | null, more: Partial<Shown> = {}): Shown => ({ price, ...more });
const stock = (availability: string): Shown =>
  at(availability === 'OutOfStock' ? null : '100', { stock: availability });

function isTold({ state }: Change): boolean {
  return state === 'confirmed';
}

/** A letter a look: x where something was told, a dot where nothing was. */
async function told(changes: object, looks: readonly Shown[]): Promise<string> {
  const course = await createCourse(changes);
  let letters = '';
  for (const shown of looks) letters += (await course.look(shown)).some(isTold) ? 'x' : '.';
  return letters;
}

describe('a rule over a course of prices', () => {
  it.each<[string, SavedPriceRule, string, string]>([
    ['below', { kind: 'target', amount: '100' }, '120 99 98 101 97 103 96', '.x....x'],
    ['below, at first', { kind: 'target', amount: '100' }, '90 80', 'x.'],
    ['not at first', { kind: 'target', amount: '100', atFirst: false }, '90 80 110 95', '...x'],
    ['in another currency', { kind: 'target', amount: '100', currency: 'USD' }, '120 90', '..'],
    ['above', { kind: 'above', amount: '120' }, '100 121 125 119 121 117 120', '.x....x'],
    ['a drop', { kind: 'drop', percent: 10 }, '100 95 91 90 88 80', '...x.x'],
    ['a rise', { kind: 'rise', percent: 10 }, '100 105 110 109', '..x.'],
    ['any change', { kind: 'any-change' }, '100 101 101 100', '.x.x'],
    ['moves by a share', { kind: 'move', percent: 5 }, '100 103 106 109 100', '..x.x'],
    ['moves by an amount', { kind: 'move', byAmount: '5' }, '100 96 95 91', '..x.'],
    [
      'moves outside limits',
      { kind: 'move', below: '900', above: '1100' },
      '950 1000 890 880 950 890 1200',
      '..xx.xx',
    ],
    ['moves outside, by a share', { kind: 'move', below: '90', percent: 5 }, '100 89 88 84 95 89', '.x.x.x'],
    ['the lowest ever', { kind: 'all-time-low' }, '100 95 94.5 93 99 92.9', '.x.x.x'],
    ['the lowest of a month', { kind: 'low-30-days' }, '100 95 96 90', '.x.x'],
  ])('tells each price that it asks for and no other: %s', async (...[, rule, prices, expected]) => {
    const looks = prices.split(' ').map((price) => at(price));
    expect(await told({ watch: 'price-and-stock', priceRules: [rule] }, looks)).toBe(expected);
  });

  it('tells the stock both ways, where the price goes with it too', async () => {
    const looks = ['InStock', 'OutOfStock', 'OutOfStock', 'InStock', 'PreOrder', 'LimitedAvailability'].map(
      stock,
    );
    const watch = 'price-and-stock';
    expect(await told({ watch, priceRules: [{ kind: 'out-of-stock' }] }, looks)).toBe('.x..x.');
    expect(await told({ watch, priceRules: [{ kind: 'back-in-stock' }] }, looks)).toBe('...x.x');
  });

  it('tells a former price that was never asked once', async () => {
    const course = await createCourse({ watch: 'price-and-stock', priceRules: [{ kind: 'was-never-seen' }] });
    const looks = [at('100'), at('90', { was: '150' }), at('89', { was: '150' })];
    const names: string[] = [];
    for (const shown of looks) {
      names.push((await course.look(shown)).map(({ rules }) => rules?.[0]?.name ?? '').join());
      course.scene.aheadMs += 40 * 86_400_000;
    }
    expect(names).toEqual(['', 'was never seen', '']);
  });

  it('does not tell a page that is shown in another currency', async () => {
    const looks = [at('120'), at('80', { currency: 'USD' }), at('80', { currency: 'USD' }), at('125')];
    for (const rule of [
      { kind: 'target', amount: '100' },
      { kind: 'drop', percent: 5 },
      { kind: 'any-change' },
    ])
      expect(await told({ watch: 'price-and-stock', priceRules: [rule] }, looks)).toBe('....');
    expect(await told({ watch: 'price-and-stock' }, looks)).toBe('....');
  });
});

describe('a change by a rule', () => {
  const rule = { kind: 'target', amount: '100', name: 'cheap' };

  it('has its name and reason, in the document, the event and why', async () => {
    const course = await createCourse({ priceRules: [rule, { kind: 'drop', percent: 50 }] });
    await course.look(at('120'));
    const [change] = await course.look(at('95'));
    const rules = [{ name: 'cheap', reason: '€95.00 is at or below €100.00' }];
    expect(change).toMatchObject({
      kind: 'price',
      severity: 'major',
      summary: 'Cheap: €95.00 is at or below €100.00; price went from €120.00 to €95.00 (-20.83 %).',
      rules,
    });
    const event = (await course.events()).findLast(({ type }) => type === 'price.changed');
    expect(event?.data).toMatchObject({ changeId: change?._id, rules });
  });

  it('names its amounts once', async () => {
    const course = await createCourse({ priceRules: [{ kind: 'drop', percent: 5 }] });
    await course.look(at('120'));
    const [change] = await course.look(at('95'));
    expect(change?.summary).toBe('Drop 5%: fell from €120.00 to €95.00 (-20.83 %).');
  });

  it('is one with the change of the text', async () => {
    const course = await createCourse({ priceRules: [rule] });
    await course.look(at('120'));
    const changes = await course.look(
      at('95', { text: 'A lantern of brass and glass, which no wind can put out.' }),
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.detail.blocks).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: 'price', rules: [{ name: 'cheap' }] });
  });

  it('is told where a rule about text holds the page back', async () => {
    const course = await createCourse({ priceRules: [rule], blockWhilePresent: ['gloved hand'] });
    await course.look(at('120'));
    const text = 'A lantern of brass and glass, which no wind can put out.';
    expect(await course.look(at('120', { text }))).toEqual([]);
    expect(await course.look(at('95', { text }))).toMatchObject([{ rules: [{ name: 'cheap' }] }]);
  });

  it('is about the stock where only the stock moved', async () => {
    const course = await createCourse({ priceRules: [{ kind: 'back-in-stock' }] });
    await course.look(stock('OutOfStock'));
    expect(await course.look(stock('InStock'))).toMatchObject([
      { kind: 'availability', rules: [{ name: 'back in stock' }] },
    ]);
  });

  it('comes from a rule that is new, though the bytes are the same', async () => {
    const course = await createCourse({});
    const same = at('95', { mark: 'same' });
    await course.look(same);
    await course.configure({ priceRules: [rule] });
    expect(await course.look(same)).toMatchObject([{ kind: 'price', rules: [{ name: 'cheap' }] }]);
    expect(await course.look(same)).toEqual([]);
  });

  it('knows the prices that are older than the rule', async () => {
    const course = await createCourse({ watch: 'price-and-stock' });
    for (const price of ['80', '100', '90']) await course.look(at(price));
    await course.configure({ watch: 'price-and-stock', priceRules: [{ kind: 'all-time-low' }] });
    expect(await course.look(at('90'))).toEqual([]);
    expect(await course.look(at('85'))).toEqual([]);
    expect(await course.look(at('79'))).toMatchObject([{ rules: [{ name: 'all-time low' }] }]);
  });
});

describe('the state of a rule', () => {
  const keys = async (course: Awaited<ReturnType<typeof createCourse>>): Promise<string[]> =>
    ((await course.page())?.priceRules ?? []).map(({ key }) => key);

  it('goes on under another name, begins anew when it is edited, and is dropped with the rule', async () => {
    const course = await createCourse({ priceRules: [{ kind: 'target', amount: '100' }] });
    expect(await course.look(at('95'))).toHaveLength(1);
    await course.configure({ priceRules: [{ kind: 'target', amount: '100', name: 'cheap' }] });
    expect(await course.look(at('95'))).toEqual([]);
    await course.configure({ priceRules: [{ kind: 'target', amount: '99', name: 'cheap' }] });
    expect(await course.look(at('95'))).toHaveLength(1);
    expect(await keys(course)).toEqual(['{"amount":"99","kind":"target"}']);
    await course.configure({});
    await course.look(at('95'));
    expect(await course.page()).not.toHaveProperty('priceRules');
  });
});

describe('a job that watches price and stock', () => {
  const watch = 'price-and-stock';
  const texts = ['One lantern.', 'Two lanterns.', 'Three lanterns.', 'Four lanterns.'];

  it('tells every move of price and stock without rules, and no text', async () => {
    const course = await createCourse({ watch });
    const seen: string[] = [];
    for (const [index, price] of ['100', '100', '90', null, '90'].entries()) {
      const shown = at(price, {
        text: texts[index % 4] ?? '',
        stock: price === null ? 'OutOfStock' : 'InStock',
      });
      const found = await course.look(shown);
      seen.push(
        found
          .map(({ kind, rules, detail }) => `${kind} ${rules?.length ?? 0} ${detail.blocks.length}`)
          .join(),
      );
    }
    expect(seen).toEqual(['', '', 'price 0 0', 'availability 0 0', 'availability 0 0']);
  });

  it('tells what its rules tell alone, and keeps every price', async () => {
    const course = await createCourse({ watch, priceRules: [{ kind: 'target', amount: '85' }] });
    const seen: number[] = [];
    for (const price of ['100', '90', '84']) seen.push((await course.look(at(price))).length);
    expect(seen).toEqual([0, 0, 1]);
    expect(await course.points()).toHaveLength(3);
  });

  it('piles no differences of its text up for the time when the page is watched again', async () => {
    const course = await createCourse({ watch });
    for (const text of texts) expect(await course.look(at('100', { text }))).toEqual([]);
    await course.configure({ watch: 'page' });
    expect(await course.look(at('100', { text: texts[3] ?? '' }))).toEqual([]);
    const [change] = await course.look(at('100', { text: 'Five lanterns.' }));
    expect(change?.detail.blocks).toMatchObject([{ before: 'Four lanterns.', after: 'Five lanterns.' }]);
  });
});

describe('a sold-out page without a price', () => {
  it('is told once, with or without rules', async () => {
    for (const changes of [
      {},
      { watch: 'price-and-stock' },
      { watch: 'price-and-stock', priceRules: [{ kind: 'out-of-stock' }] },
    ])
      expect(await told(changes, ['InStock', 'OutOfStock', 'OutOfStock', 'OutOfStock'].map(stock))).toBe(
        '.x..',
      );
  });
});

describe('a rule of a job that asks for confirmation', () => {
  const changes = { confirm: true, priceRules: [{ kind: 'target', amount: '100' }] };

  it.each(['page', 'price-and-stock'])('is told after a second look alone, watching %s', async (watch) => {
    const low = at('95');
    const looks = [at('120'), { ...low, later: at('120') }, { ...low, later: at('94') }, low, low];
    expect(await told({ ...changes, watch }, looks)).toBe('...x.');
  });

  it('waits for it at the first look at a page too', async () => {
    const marked = at('95', { mark: 'same' });
    expect(await told(changes, [marked, marked])).toBe('x.');
    expect(await told(changes, [{ ...marked, later: at('95', { mark: 'other' }) }, marked])).toBe('x.');
    expect(await told(changes, [{ ...marked, later: at('120') }, marked, marked])).toBe('.x.');
  });
});

describe('the story of a page', () => {
  it('says of each rule why it fired or not', async () => {
    const course = await createCourse({
      priceRules: [
        { kind: 'target', amount: '100', name: 'cheap' },
        { kind: 'drop', percent: 50 },
      ],
    });
    await course.look(at('120'));
    await course.look(at('95'));
    expect((await course.why()).slice(-2)).toEqual([
      'price rule “cheap” fired: €95.00 is at or below €100.00',
      'price rule “drop 50%” is quiet: from €120.00 to €95.00 (-20.83 %) is less than 50 %',
    ]);
  });
});
