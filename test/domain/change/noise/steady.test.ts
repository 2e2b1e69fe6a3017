// What counts as seen by two looks of one run, on a page that differs by itself.
import { describe, expect, it } from 'vitest';
import { detectChange } from '../../../../domain/change/detect.ts';
import type { TextBlock } from '../../../../domain/reading/page/parsed-page.ts';

/** `h2 Read also | li A | li B`: blocks by path and text. */
function page(text: string): TextBlock[] {
  return text.split(' | ').map((part) => {
    const at = part.indexOf(' ');
    return { path: part.slice(0, at), text: part.slice(at + 1) };
  });
}

/** What is told of the last look, where the one before it was some seconds earlier; by operation and text. */
function told(stored: string, seenBefore: string, now: string, volatile: readonly string[] = []): string[] {
  const common = { fields: [], pageType: 'other' };
  const verdict = detectChange({
    baseline: { ...common, blocks: page(stored), textHash: stored, volatile },
    current: { ...common, blocks: page(now), textHash: now },
    rules: { noise: 'rules' },
    seenBefore: page(seenBefore),
  });
  if (verdict.verdict !== 'changed') return [verdict.verdict];
  return verdict.change.blocks.map(({ op, before = '', after = '' }) =>
    `${op} ${before} ${after}`.replace(/\s+/gu, ' ').trim(),
  );
}

const text = (first: string, box: string): string =>
  `h1 Oak | p ${first} | p The middle of it. | p ${box} | p The last of it.`;

describe('a change at two looks', () => {
  it('is told where both looks show it, without what differs between them', () => {
    const stored = text('We open at nine.', 'Fly to Rome');
    const looks = [text('We open at ten.', 'A new car'), text('We open at ten.', 'Win a cruise')] as const;
    expect(told(stored, ...looks)).toEqual(['replaced We open at nine. We open at ten.']);
  });

  it('is silent where the text of the stored version was back in between', () => {
    const [rome, car] = [text('We open at nine.', 'Fly to Rome'), text('We open at nine.', 'A new car')];
    expect(told(rome, rome, car)).toEqual(['unchanged']);
    expect(told(rome, car, car)).toEqual(['replaced Fly to Rome A new car']);
  });

  it('is silent where something came at one look alone', () => {
    const [without, with_] = ['h1 Oak | p All of it.', 'h1 Oak | p All of it. | p Do you have two minutes?'];
    expect(told(without, without, with_)).toEqual(['unchanged']);
    expect(told(without, with_, with_)).toEqual(['added Do you have two minutes?']);
    expect(told(with_, with_, without)).toEqual(['unchanged']);
    expect(told(with_, without, without)).toEqual(['removed Do you have two minutes?']);
  });

  it('tells an item that was added twice though it stands on the page already', () => {
    const [once, twice] = ['h1 Oak | li Borealis | li Ash', 'h1 Oak | li Borealis | li Ash | li Borealis'];
    expect(told(once, twice, twice)).toEqual(['added Borealis']);
    expect(told(once, once, twice)).toEqual(['unchanged']);
  });

  it('takes an item that went for exchanged where others come in its place by turns', () => {
    const list = (...items: string[]): string =>
      ['h1 Oak', 'h3 Read also', ...items.map((item) => `li ${item}`), 'p Imprint'].join(' | ');
    const stored = list('A walk by the river', 'Ten kinds of oak', 'How to plant');
    const before = list('When to water', 'Ten kinds of oak', 'How to plant');
    const now = list('What beavers do', 'Ten kinds of oak', 'How to plant');
    expect(told(stored, before, now)).toEqual(['unchanged']);
    const shorter = list('Ten kinds of oak', 'How to plant');
    expect(told(stored, shorter, shorter)).toEqual(['removed A walk by the river']);
  });
});
