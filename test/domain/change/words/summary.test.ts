// The line of a change: the strongest differences first and quoted, as short as two lines of a message.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockChange } from '../../../../domain/change/change.ts';
import { summarise } from '../../../../domain/change/words/summary.ts';

function replaced(before: string, after: string, path = 'body/main/p'): BlockChange {
  return { op: 'replaced', path, before, after };
}

function added(after: string, path = 'body/main/p', under?: string): BlockChange {
  return { op: 'added', path, after, ...(under === undefined ? {} : { under }) };
}

function removed(before: string, path = 'body/main/p'): BlockChange {
  return { op: 'removed', path, before };
}

const line = (...changes: readonly BlockChange[]): string => summarise(changes, [], null);

describe('what goes first', () => {
  test('prices, before whatever else moved on the page', () => {
    const menu = added('Blog', 'body/nav/ul/li');
    const price = replaced('Oak shelf € 13', 'Oak shelf € 18');
    expect(line(menu, price)).toBe('Price of “Oak shelf” went from € 13 to € 18; Item added: “Blog”');
  });

  test('of several prices how many, and one of them', () => {
    const prices = ['Oak', 'Elm', 'Ash'].map((name, n) =>
      replaced(`${name} shelf € 1${n}`, `${name} shelf € 2${n}`),
    );
    expect(line(...prices)).toBe('3 prices changed: “Oak shelf” went from € 10 to € 20');
  });

  test('words that were replaced in many places, counted as one', () => {
    const renamed = ['Use Le Chat.', 'Le Chat answers.', 'What Le Chat is'].map((text) =>
      replaced(text, text.replace('Le Chat', 'Vibe')),
    );
    const date = replaced('Effective: April 8, 2026', 'Effective: July 27, 2026');
    expect(line(...renamed, date)).toBe(
      '“Le Chat” became “Vibe” in 3 places; Effective: April 8, 2026 → July 27, 2026',
    );
  });

  test('a date, before sentences, before what moved, before lines of a menu', () => {
    const text = 'We keep your address for as long as you have an account with us, and delete it then.';
    const changes = [
      { op: 'moved', path: 'body/main/p', after: 'The same as before.' } as const,
      added('Careers', 'body/footer/ul/li'),
      added(text),
      replaced('Version of 3 May 2026', 'Version of 9 May 2026'),
    ];
    expect(line(...changes)).toMatch(
      /^“Version of 3 May 2026” became “Version of 9 May 2026”; Paragraph added: “We keep/,
    );
    expect(line(...changes)).toMatch(/; and 2 more$/);
    expect(line(...changes.slice(0, 3))).toMatch(
      /^Paragraph added: “We keep.*”; Paragraph moved: “The same as before.”; and 1 more$/,
    );
  });

  test.each([
    ['another spelling', 'Wer Wir Sind', 'WER WIR SIND'],
    ['a full stop', 'Great themes are available.', 'Great themes are available'],
    ['the number of a section', '2.1', '(a)'],
  ])('not %s', (_name, before, after) => {
    const sentence = removed('The whole paragraph about refunds, with all of its conditions, is gone.');
    expect(line(replaced(before, after), sentence)).toMatch(/^Paragraph removed: “The whole paragraph/);
  });
});

describe('neighbours', () => {
  test('that were added under one heading are told together, by the longest', () => {
    const steps = ['Fill it.', 'Switch it on and wait for the light.', 'Pour.'].map((text) =>
      added(text, 'body/main/p', 'Use'),
    );
    expect(line(...steps)).toBe('3 paragraphs added under Use: “Switch it on and wait for the light.”');
  });

  test('that are short, by name, as many as fit', () => {
    const menu = ['Blog', 'Careers', 'Press'].map((name) => added(name, 'body/nav/li'));
    expect(line(...menu)).toBe('3 items added: “Blog”, “Careers”, “Press”');
    const long = Array.from({ length: 20 }, (_, n) => added(`Entry number ${n}`, 'body/nav/li'));
    expect(line(...long)).toBe('20 items added: “Entry number 0”, “Entry number 1”, “Entry number 2”');
  });

  test('that are entries of a feed, by the newest', () => {
    expect(line(added('Two', 'entry[2]'), added('One, which is longer than the newer one', 'entry[1]'))).toBe(
      '2 entries added: “Two”',
    );
  });

  test('of which one is a heading are told apart', () => {
    expect(line(added('Returns', 'body/main/h2'), added('Within a month.', 'body/main/p', 'Returns'))).toBe(
      'Heading added: “Returns”; Paragraph added under Returns: “Within a month.”',
    );
  });
});

test('text that is written from right to left, and signs beyond the first plane, stay whole', () => {
  expect(line(replaced('תאריך: 3 במאי', 'תאריך: 9 במאי'))).toBe('תאריך: 3 במאי → 9 במאי');
  const cut = line(added(`${'a'.repeat(57)}😀😀😀 and so on`));
  expect(cut).not.toMatch(/\p{Cs}/u);
});

test('facts go before the text, which is not told twice', () => {
  const fields = [{ name: 'price', before: '€ 12', after: '€ 15' }];
  const text = replaced('€ 12', '€ 15');
  expect(summarise([text, added('Only this week')], fields, null)).toBe(
    '“Price” went from € 12 to € 15; Paragraph added: “Only this week”',
  );
  expect(summarise([], fields, { before: 'InStock', after: 'OutOfStock' })).toBe(
    'Availability went from in stock to out of stock; “Price” went from € 12 to € 15',
  );
});

test('whatever differs: two lines at most, and something is quoted', () => {
  const word = fc.constantFrom(
    'Terms',
    'of',
    'sale',
    '12',
    '€ 13',
    'in stock',
    'Le Chat',
    'x'.repeat(90),
    '«a»',
    ':',
  );
  const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
  const path = fc.constantFrom(
    'title',
    'body/main/p',
    'body/main/h2',
    'body/nav/ul/li',
    'entry[1]',
    'body/a',
  );
  const change = fc.record({
    op: fc.constantFrom('added', 'removed', 'replaced', 'moved'),
    path,
    before: text,
    after: text,
    under: text,
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const told = line(...changes);
      expect(told.length).toBeLessThanOrEqual(160);
      expect(told).toMatch(/[“→]|went from/);
    }),
  );
});
