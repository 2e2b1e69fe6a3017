// What turns between two texts that stay, whatever else has its path; and what is news there.
import { describe, expect, it } from 'vitest';
import { diffBlocks } from '../../../../domain/change/diff/block-change.ts';
import { learnVolatile, volatileMatcher, withLearned } from '../../../../domain/change/noise/volatile.ts';
import type { TextBlock } from '../../../../domain/reading/page/parsed-page.ts';

/** `h2 Read also | li A | li B`: blocks by path and text. */
function page(text: string): TextBlock[] {
  return text.split(' | ').map((part) => {
    const at = part.indexOf(' ');
    return { path: part.slice(0, at), text: part.slice(at + 1) };
  });
}

/** Looks seconds apart, each learned by the ones before; `null` at the end: nothing is told of the last version. */
function told(looks: readonly string[], before: string, after: string): string[] {
  const [first = '', ...others] = looks;
  const known = others.reduce<string[]>(
    (all, other) => withLearned(all, learnVolatile(page(first), page(other))),
    [],
  );
  const versions = { before: page(before), after: page(after) };
  const isNoise = volatileMatcher(known, versions);
  return diffBlocks(versions.before, versions.after)
    .changes.filter((change) => !isNoise(change))
    .map(({ op, before: old = '', after: now = '' }) => `${op} ${old} ${now}`.replace(/\s+/g, ' ').trim());
}

const MENU = 'li Home | li About us | li Archive | li Contact | li Prices | li Team | li Jobs | li News';
const text = (ad: string): string =>
  `h1 Oak | p The first of it. | p ${ad} | p The last of it. | p All rights kept.`;
const list = (...items: string[]): string =>
  `${MENU} | h3 Read also | ${items.map((item) => `li ${item}`).join(' | ')} | p Imprint`;

describe('a place between two texts that stay', () => {
  it('turns with any text, once it was seen to turn', () => {
    const looks = [text('Fly to Rome'), text('A new car')];
    expect(told(looks, text('Fly to Rome'), text('Win a cruise'))).toEqual([]);
  });

  it('is another place where the texts around it changed too', () => {
    const looks = [text('Fly to Rome'), text('A new car')];
    const after = text('Win a cruise').replace('The last of it.', 'The last of all.');
    expect(told(looks, text('Fly to Rome'), after)).not.toEqual([]);
  });

  it('has no room for one text more', () => {
    const looks = [text('Fly to Rome'), text('A new car')];
    const after = text('Win a cruise | p It opens on Monday.');
    expect(told(looks, text('Fly to Rome'), after).join()).toContain('It opens on Monday.');
  });

  it('says nothing of the other texts with its path', () => {
    const looks = [text('Fly to Rome'), text('A new car')];
    const after = text('Fly to Rome').replace('The first of it.', 'Something else came first.');
    expect(told(looks, text('Fly to Rome'), after)).toEqual([
      'replaced The first of it. Something else came first.',
    ]);
  });

  it('is not learned where a text only came', () => {
    const looks = [text('Fly to Rome'), text('Fly to Rome | p A comment.')];
    const before = text('Fly to Rome');
    expect(told(looks, before, text('Fly to Rome | p Another comment.'))).toEqual(['added Another comment.']);
  });
});

describe('a list that turns', () => {
  it('is one place, though an item was drawn again', () => {
    const looks = [list('Ash', 'Beech', 'Cedar', 'Fir'), list('Elm', 'Ash', 'Larch', 'Pine')];
    expect(told(looks, list('Ash', 'Beech', 'Cedar', 'Fir'), list('Rowan', 'Fir', 'Yew', 'Willow'))).toEqual(
      [],
    );
  });

  it('leaves the menu with the same path alone', () => {
    const looks = [list('Ash', 'Beech', 'Cedar', 'Fir'), list('Elm', 'Ash', 'Larch', 'Pine')];
    const after = list('Rowan', 'Fir', 'Yew', 'Willow').replace('li News', 'li News | li Careers');
    expect(told(looks, list('Ash', 'Beech', 'Cedar', 'Fir'), after)).toEqual(['added Careers']);
  });
});

describe('a price or a stock that differs by itself', () => {
  const ticker = (value: string): string => `h1 Oak | p DAX EUR ${value} | p The text.`;

  it('is news after it differed once', () => {
    expect(told([ticker('10.20'), ticker('10.40')], ticker('10.20'), ticker('10.80'))).toHaveLength(1);
  });

  it('is none after it showed two other values', () => {
    const looks = [ticker('10.20'), ticker('10.40'), ticker('10.50')];
    expect(told(looks, ticker('10.20'), ticker('10.80'))).toEqual([]);
  });

  it('is news where it shows the same again: it may have moved for good after the first look', () => {
    const looks = [ticker('10.20'), ticker('10.40'), ticker('10.40')];
    expect(told(looks, ticker('10.40'), ticker('10.80'))).toHaveLength(1);
  });

  it('says nothing of the price of another thing', () => {
    const shop = (one: string, other: string): string =>
      `h1 Oak | h3 Kettle | p EUR ${one} | h3 Pan | p EUR ${other}`;
    const looks = [shop('10', '20'), shop('11', '20'), shop('12', '20')];
    expect(told(looks, shop('10', '20'), shop('13', '25'))).toEqual(['replaced EUR 20 EUR 25']);
  });
});
