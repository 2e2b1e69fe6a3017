import { describe, expect, it } from 'vitest';
import { isSameKind, kindOf } from '../../../domain/page/page-kind.ts';
import { skeletonOf } from '../../../domain/page/skeleton.ts';

/** `shared` paths that all pages have, and `own` ones of a name. */
const built = (shared: number, own: number, name = 'p'): string =>
  skeletonOf([
    ...Array.from({ length: shared }, (_, n) => `header/nav/ul/li#shared-${n}`),
    ...Array.from({ length: own }, (_, n) => `main/div/p#${name}-${n}`),
  ]);

type Parts = readonly [url: string, pageType: string, skeleton: string];
type Case = readonly [title: string, one: Parts, other: Parts];

const page = ([url, pageType, skeleton]: Parts) => {
  const kind = kindOf({ url: `http://a.test${url}`, pageType, skeleton });
  if (kind === null) throw new Error('a page with a skeleton has a kind');
  return kind;
};

describe('two pages are of one kind', () => {
  it.each<Case>([
    [
      'same path and type, optional parts',
      ['/p/a', 'product', built(14, 0)],
      ['/p/b', 'product', built(14, 6)],
    ],
    ['flat paths', ['/red-kettle', 'product', built(10, 4)], ['/oak-chair', 'product', built(10, 4)]],
    [
      'one category or another',
      ['/garden/a', 'product', built(12, 1)],
      ['/attic/b', 'product', built(12, 2)],
    ],
    ['one language or another', ['/de/p/a', 'product', built(12, 0)], ['/en/p/b', 'product', built(12, 0)]],
    ['a type misjudged', ['/p/a', 'product', built(12, 1)], ['/p/b', 'listing', built(12, 0)]],
    ['built the same, all else differs', ['/news/a', 'article', built(9, 0)], ['/b', 'other', built(9, 0)]],
  ])('are of one kind whichever comes first: %s', (_, one, other) => {
    expect(isSameKind(page(one), page(other))).toBe(true);
    expect(isSameKind(page(other), page(one))).toBe(true);
  });
});

describe('two pages are of two kinds', () => {
  it.each<Case>([
    ['another template', ['/p/a', 'product', built(4, 9)], ['/c/b', 'listing', built(4, 9, 'c')]],
    ['a large menu on both', ['/p/a', 'product', built(18, 6)], ['/c/b', 'listing', built(18, 1, 'c')]],
    [
      'flat paths',
      ['/red-kettle', 'product', built(8, 3)],
      ['/after-the-storm', 'article', built(8, 3, 'c')],
    ],
    ['same path and type, built otherwise', ['/a', 'other', built(4, 5)], ['/b', 'other', built(4, 5, 'c')]],
    ['home beside a page like it', ['/', 'other', built(9, 0)], ['/p/b', 'product', built(9, 2)]],
  ])('are told apart whichever comes first: %s', (_, one, other) => {
    expect(isSameKind(page(one), page(other))).toBe(false);
    expect(isSameKind(page(other), page(one))).toBe(false);
  });
});

it('a page parsed before skeletons were kept is of no known kind', () => {
  expect(kindOf({ url: 'http://a.test/', pageType: 'other', skeleton: undefined })).toBeNull();
});
