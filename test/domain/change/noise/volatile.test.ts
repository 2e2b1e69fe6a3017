// What a path that turns as a whole means for the texts on it that do not.
import { describe, expect, it } from 'vitest';
import { diffBlocks } from '../../../../domain/change/diff/block-change.ts';
import { learnVolatile, volatileMatcher, withLearned } from '../../../../domain/change/noise/volatile.ts';
import type { TextBlock } from '../../../../domain/reading/page/parsed-page.ts';

const page = (...texts: string[]): TextBlock[] => texts.map((text) => ({ path: 'main/p', text }));

/** Texts of changes from the first look to `after` that are no noise by what the looks showed. */
function told(looks: readonly TextBlock[][], after: TextBlock[]): string[] {
  const [first = [], ...others] = looks;
  const known = others.reduce<string[]>((all, other) => withLearned(all, learnVolatile(first, other)), []);
  const isNoise = volatileMatcher(known, { before: first, after });
  const { changes } = diffBlocks(first, after);
  return changes.filter((change) => !isNoise(change)).map(({ after: text = '' }) => text);
}

describe('a path at which most texts turn', () => {
  const NINE = 'We open at nine in the morning and close at six.';
  const TEN = 'We open at ten in the morning and close at five.';
  const looks = [
    page('Good to see you', 'Said by Ann: the best cake in town', NINE),
    page('Take a seat by the window', 'Said by Ben: I come every day', NINE),
    page('Your table waits for you', 'Said by Cleo: try the soup', NINE),
  ];

  it('is silent about those that turn, whatever they say', () => {
    expect(told(looks, page('Come in and find out', 'Said by Dan: quiet and warm', NINE))).toEqual([]);
  });

  it('tells what becomes of a text that stood still at every look', () => {
    const after = page('Come in and find out', 'Said by Dan: quiet and warm', TEN);
    expect(told(looks, after)).toEqual([TEN]);
  });

  it('knows a text that stood still by its place from the end, where one came in between', () => {
    const late = page(
      'Take a seat by the window',
      'Do you have two minutes?',
      'Said by Ben: I come every day',
      NINE,
    );
    const after = page('Come in and find out', 'Said by Dan: quiet and warm', TEN);
    expect(told([looks[0] ?? [], late], after)).toEqual([TEN]);
  });

  it('is silent about a text that a later look saw turn', () => {
    const turned = page(
      'Your table waits for you',
      'Said by Cleo: try the soup',
      'The soup of the day is lentil.',
    );
    const after = page('Come in and find out', 'Said by Dan: quiet and warm', 'The cake of the day is plum.');
    expect(told([...looks, turned], after)).toEqual([]);
  });

  it('tells the next change of that text as well', () => {
    const after = [
      page('Come in and find out', 'Said by Dan: quiet and warm', TEN),
      page('Good to see you', 'Said by Ben: I come every day', TEN),
    ];
    const [first = [], second = []] = looks;
    const [one = [], two = []] = after;
    const known = withLearned(withLearned([], learnVolatile(first, second)), learnVolatile(one, two));
    const third = page(
      'Take a seat by the window',
      'Said by Ann: the best cake in town',
      'We are closed today.',
    );
    const isNoise = volatileMatcher(known, { before: two, after: third });
    const { changes } = diffBlocks(two, third);
    expect(changes.filter((change) => !isNoise(change)).map(({ after: text }) => text)).toEqual([
      'We are closed today.',
    ]);
  });
});
