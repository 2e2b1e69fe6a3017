import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip as clipLine } from '../../../domain/alert/rule/alert-words.ts';
import { summarise } from '../../../domain/change/words/summary.ts';
import { cutText, oneLine } from '../../../domain/alert/channel/message-text.ts';
import { clip, clipWords, goesOn, wentBefore } from '../../../domain/system/clip.ts';
import { nameOfPage } from '../../../domain/config/job-name.ts';

const DOUBLED = /……|….|…\s…|\.…|…\./u;
const piece = fc.constantFrom('a', 'kettle', ' ', '…', '...', '. ', '€ 12', 'ñ', '🫖', 'shop. ');
const text = fc.array(piece, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));

test('a cut text has one ellipsis at its end, whatever it ended in, and is no longer than asked for', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (whole, most) => {
      const cut = clip(whole, most);
      expect(cut.length).toBeLessThanOrEqual(most);
      if (whole.length <= most) expect(cut).toBe(whole);
      else expect(cut).toMatch(/(?:^|[^.…\s])…$/u);
      expect(clip(cut, most)).toBe(cut);
    }),
  );
});

test('a cut at words ends behind one, unless that would leave too little', () => {
  expect(clipWords('the works begin in spring', 14)).toBe('the works…');
  expect(clipWords('the works begin', 15)).toBe('the works begin');
  expect(clipWords('a Donaudampfschiff', 12)).toBe('a Donaudamp…');
  expect(clipWords('電気ケトルの価格が下がりました', 8)).toBe('電気ケトルの価…');
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (whole, most) => {
      const cut = clipWords(whole, most);
      expect(cut.length).toBeLessThanOrEqual(most);
      if (whole.length > most) expect(cut).toMatch(/(?:^|[^.…\s])…$/u);
    }),
  );
});

test('a text that was cut already is not given a second ellipsis', () => {
  expect(goesOn('to be continued…')).toBe('to be continued…');
  expect(goesOn('to be continued ...')).toBe('to be continued…');
  expect(wentBefore('… and so on')).toBe('…and so on');
  for (const cut of [clipLine, cutText, oneLine, clip])
    expect(cut('12345678… and more', 10)).toBe('12345678…');
  expect(nameOfPage('https://shop.example/', `${'x'.repeat(98)}… more`)).toBe(
    `${'x'.repeat(98)}… (shop.example)`,
  );
});

test('the summary of a change never doubles its ellipses', () => {
  const long = fc.array(fc.constantFrom('the', 'kettle', 'is…', 'made', 'of', 'copper...', '…'), {
    minLength: 5,
    maxLength: 60,
  });
  const path = 'body/p';
  fc.assert(
    fc.property(long, long, (a, b) => {
      const [before, after] = [a.join(' '), b.join(' ')];
      fc.pre(before !== after);
      const summary = summarise([{ op: 'replaced', path, before, after }], [], null);
      const own = `${before} ${after}`;
      for (const [found] of summary.matchAll(/…{2,}|…\.|\.…/gu)) expect(own).toContain(found);
    }),
  );
});

test('the pattern of this test finds a doubled ellipsis', () => {
  expect('cut……').toMatch(DOUBLED);
  expect('cut…').not.toMatch(DOUBLED);
});
