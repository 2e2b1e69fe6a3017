// The line of many changes: the gravest first, equal ones counted as one, as short as the line of one change.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockChange } from '../../../../domain/change/change.ts';
import type { RunChange } from '../../../../domain/change/words/run-change.ts';
import { runSummary } from '../../../../domain/change/words/run-summary.ts';

let pages = 0;

function change(fields: Partial<RunChange> = {}): RunChange {
  pages += 1;
  return {
    url: `https://shop.example/p${pages}`,
    title: `Page ${pages}`,
    kind: 'text',
    severity: 'notable',
    summary: '',
    blocks: [],
    fields: [],
    frameOnly: false,
    siteWide: null,
    ...fields,
  };
}

function price(title: string, from: number, to: number, more = ''): RunChange {
  const percent = Math.round(((to - from) / from) * 10_000) / 100;
  const sign = percent > 0 ? '+' : '';
  const summary = `Price went from €${from.toFixed(2)} to €${to.toFixed(2)} (${sign}${percent} %)${more}.`;
  return change({ title, kind: 'price', severity: 'major', summary });
}

function gone(title: string): RunChange {
  return change({ title, kind: 'removed', severity: 'major', summary: `The page “${title}” is gone.` });
}

function text(...blocks: readonly BlockChange[]): RunChange {
  return change({ blocks });
}

function framed(...blocks: readonly BlockChange[]): RunChange {
  const marked = blocks.map((block) => ({ ...block, path: `(frame)/${block.path}` }));
  return change({ severity: 'minor', frameOnly: true, blocks: marked });
}

const added = (after: string, path = 'main/p'): BlockChange => ({ op: 'added', path, after });
const replaced = (before: string, after: string): BlockChange => ({
  op: 'replaced',
  path: 'main/p',
  before,
  after,
});
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('the line of a run', () => {
  test('is empty where nothing changed', () => {
    expect(runSummary([])).toBe('');
  });

  test('names of prices how many moved which way, and the strongest move', () => {
    const cheaper = [
      price('Cup – Kettles', 20, 19),
      price('Kettle – Kettles', 39.9, 29.9),
      price('Pot', 10, 9),
    ];
    expect(runSummary(cheaper)).toBe('3 products cheaper, most: “Kettle” €39.90 → €29.90 (−25 %)');
    expect(runSummary([price('Pot', 10, 12.5)])).toBe('“Pot” dearer: €10.00 → €12.50 (+25 %)');
  });

  test('of prices that only the text has, too', () => {
    const blocks = [replaced('Oak shelf € 20', 'Oak shelf € 15')];
    expect(
      runSummary([change({ kind: 'price', blocks, summary: 'Price of “Oak shelf” went from € 20 to € 15' })]),
    ).toBe('“Oak shelf” cheaper: € 20 → € 15 (−25 %)');
  });

  test.each([
    ['Oak shelf | € 20', 'Oak shelf | € 15', 'Oak shelf'],
    ['Price: € 20', 'Price: € 15', 'Kettle'],
  ])('a price in “%s” is called by its thing, else by its page', (before, after, name) => {
    const blocks = [replaced(before, after)];
    const one = change({ title: 'Kettle', kind: 'price', blocks, summary: 'Price went from € 20 to € 15' });
    expect(runSummary([one])).toBe(`“${name}” cheaper: € 20 → € 15 (−25 %)`);
  });

  test('tells stock as people say it, also beside a price', () => {
    const back = '; availability went from OutOfStock to InStock';
    const out = change({
      title: 'Jug',
      kind: 'availability',
      summary: 'Availability went from in stock to out of stock',
    });
    expect(runSummary([price('Pot', 10, 9, back), out])).toBe(
      '“Pot” cheaper: €10.00 → €9.00 (−10 %); “Pot” is back in stock; “Jug” is sold out',
    );
  });

  test('puts a page that is gone before all others, and has it in the shortest line', () => {
    const many = [
      ...times(12, (n) => price(`A product with a rather long name, number ${n}`, 40, 30)),
      ...times(5, (n) => text(replaced(`Effective: April ${n + 1}, 2026`, `Effective: July ${n + 1}, 2026`))),
      gone('Kettle'),
      gone('Pot'),
    ];
    expect(runSummary(many)).toBe(
      '2 pages are gone: “Kettle”, “Pot”; 12 products cheaper, most: “A product with a rather long name, number 0” €40.00 → €30.00 (−25 %); 5 texts changed',
    );
    expect(runSummary(many, { most: 40 })).toMatch(/^2 pages are gone.*; and 17 more$/);
  });

  test('says the graver first, whatever it is', () => {
    const entries = times(3, (n) => change({ kind: 'entry', blocks: [added(`Entry ${n}`, `entry[${n}]`)] }));
    const major = change({
      severity: 'major',
      title: 'Terms',
      blocks: [replaced('Free for all.', 'For members.')],
    });
    expect(runSummary([...entries, major])).toBe(
      '“Terms”: “Free for all.” became “For members.”; 3 new entries, first: “Entry 0”',
    );
  });

  test('quotes the strongest of several texts', () => {
    const weak = text(added('Careers'));
    const strong = text(replaced('Effective: April 8, 2026', 'Effective: July 27, 2026'));
    expect(runSummary([weak, strong])).toBe(
      '2 texts changed, first: “Effective: April 8, 2026 → July 27, 2026”',
    );
  });

  test('counts the same change on many pages as one', () => {
    const banner = times(40, () => text(added('Free shipping till Sunday'), added('Sale')));
    const date = replaced('Effective: April 8, 2026', 'Effective: July 27, 2026');
    expect(runSummary(times(3, () => text(date)))).toBe(
      'The same on 3 pages: “Effective: April 8, 2026 → July 27, 2026”',
    );
    expect(runSummary([...banner, text(added('Something else, and longer than that'))])).toBe(
      '“Page …”: Paragraph added: “Something else, and longer than that”; the same on 40 pages: + “Free shipping till Sunday”, + Sale'.replace(
        'Page …',
        `Page ${pages}`,
      ),
    );
  });

  test('says how many are left out, where more were found than could be read', () => {
    expect(runSummary([price('Pot', 10, 9)], { total: 1_201 })).toBe(
      '“Pot” cheaper: €10.00 → €9.00 (−10 %); and 1,200 more',
    );
  });

  test('leaves text that is written from right to left whole', () => {
    expect(runSummary([gone('קומקום חשמלי'), gone('כוס תה')])).toBe(
      '2 pages are gone: “קומקום חשמלי”, “כוס תה”',
    );
  });

  test('is as short as that of a change, and holds each page that is gone, whatever else there is', () => {
    const name = fc.string({ minLength: 1, maxLength: 90 });
    const any = fc.oneof(
      name.map(gone),
      name.map((title) => price(title, 10, 9)),
      name.map((title) => change({ title, blocks: [added(title)] })),
      name.map((title) => framed(added(title, 'nav/ul/li/a'))),
      name.map((title) =>
        change({ kind: 'field', title, fields: [{ name: title, before: title, after: null }] }),
      ),
    );
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 30 }), (changes) => {
        const line = runSummary(changes);
        expect(line.length).toBeLessThanOrEqual(160);
        if (changes.some(({ kind }) => kind === 'removed')) expect(line).toMatch(/ (?:is|are) gone/);
      }),
    );
  });
});

describe('what stands around the text', () => {
  const menu = (): RunChange => framed(added('Blog', 'nav/ul/li/a'), added('Careers', 'nav/ul/li/a'));

  test('is one line for all pages of a host, by the part it is', () => {
    expect(runSummary(times(212, menu))).toBe(
      'The menu of shop.example changed: + Blog, + Careers; on 212 pages',
    );
  });

  test('is one line though the pages differ, and begins with what most of them share', () => {
    const tile = (n: number): RunChange =>
      framed(added('Blog', 'nav/ul/li/a'), added(`Tile ${n}`, 'aside/p'));
    expect(runSummary(times(9, tile))).toMatch(
      /^The menu of shop\.example changed: \+ Blog and more; on 9 pages$/,
    );
  });

  test('names two parts, and else the frame', () => {
    const both = (): RunChange => framed(added('Blog', 'nav/a'), added('Press', 'div#footer/ul/li/a'));
    expect(runSummary(times(3, both))).toMatch(
      /^The menu and the footer of shop\.example changed: \+ Blog, \+ Press; on 3/,
    );
    expect(runSummary([framed(added('Press', 'div/div/p'))])).toMatch(
      /^The frame of shop\.example changed: /,
    );
  });

  test('is told by host, after everything else', () => {
    const other = { ...menu(), url: 'https://blog.example/1' };
    expect(runSummary([menu(), menu(), other, gone('Pot')])).toMatch(
      /^“Pot” is gone; the menu of shop\.example changed: \+ Blog.*; on 2 pages; the menu of blog\.example changed: /,
    );
  });

  test('counts pages that have something of their own to tell, too', () => {
    const [frame] = menu().blocks;
    const cheaper = price('Pot', 10, 9);
    const shared = frame === undefined ? [] : [{ ...frame, siteWide: 'key' }];
    expect(runSummary([...times(6, menu), { ...cheaper, blocks: shared }])).toBe(
      '“Pot” cheaper: €10.00 → €9.00 (−10 %); the menu of shop.example changed: + Blog, + Careers; on 7 pages',
    );
  });
});
