import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../domain/page/page-kind.ts';
import { skeletonOf } from '../../../domain/page/skeleton.ts';
import {
  type SampledKind,
  type Template,
  createNoiseOfKind,
  patternsToKeep,
} from '../../../domain/page/template.ts';

const PATHS = {
  product: ['main/h1', 'main/p', 'main/div', 'main/button', 'aside/p'],
  note: ['main/article/h1', 'main/article/p', 'main/section/p', 'aside/p'],
  shelf: ['main/h1', 'main/ul/li', 'main/ul/li/a', 'main/nav/a', 'aside/p'],
} as const;

type Name = keyof typeof PATHS;

function kindNamed(name: Name) {
  return kindOf({
    url: `http://a.test/${name}/1`,
    pageType: name,
    skeleton: skeletonOf(PATHS[name]),
  });
}

/** Samples by key; the first letters of a key name the kind, `old` is a sample from before kinds were kept. */
function template(samples: Template['samples']): Template {
  const kinds: Record<string, SampledKind> = {};
  for (const key of Object.keys(samples)) {
    const name = key.replace(/\d+$/, '');
    const kind = name === 'product' || name === 'note' || name === 'shelf' ? kindNamed(name) : null;
    if (kind !== null) kinds[key] = { ...kind, seq: 1 };
  }
  return { _id: 'job:a.test', jobId: 'job', host: 'a.test', samples, kinds };
}

const AGREED = { product1: ['main/div\t*', 'x'], product2: ['main/div\t*', 'y'], product3: ['z'] };

describe('the noise of a kind', () => {
  const cases: readonly [string, Template['samples'], Name | null, readonly string[]][] = [
    ['is what two pages of it agree on', AGREED, 'product', ['main/div\t*']],
    ['is not that of another kind', AGREED, 'note', []],
    ['is not known for a page of no known kind', AGREED, null, []],
    ['is not what one page shows twice', { product1: ['x', 'x'] }, 'product', []],
    ['is that of the host where two kinds agree', { product1: ['ad'], note1: ['ad'] }, 'shelf', ['ad']],
    ['is that of the host for a page of no known kind', { product1: ['ad'], note1: ['ad'] }, null, ['ad']],
    ['is both', { ...AGREED, note1: ['x'] }, 'product', ['x', 'main/div\t*']],
    ['is what old samples agree on', { old1: ['x', 'y'], old2: ['x'], old3: ['z'] }, 'note', ['x']],
    ['is what an old sample and a new one agree on', { old1: ['x'], note1: ['x'] }, 'shelf', ['x']],
    ['is nothing while all second looks are to come', {}, 'product', []],
  ];
  it.each(cases)('%s', (_, samples, name, expected) => {
    const noiseOf = createNoiseOfKind(template(samples));
    const kind = name === null ? null : kindNamed(name);
    expect(noiseOf(kind)).toEqual(expected);
    expect(noiseOf(kind)).toEqual(expected);
  });

  it('does not depend on the order in which the samples were written', () => {
    const samples = { note1: ['a'], product1: ['a', 'b'], old1: ['b'], product2: ['c'], shelf1: ['c'] };
    const reversed = Object.fromEntries(Object.entries(samples).toReversed());
    const [one, other] = [createNoiseOfKind(template(samples)), createNoiseOfKind(template(reversed))];
    for (const name of ['product', 'note', 'shelf'] as const)
      expect([...one(kindNamed(name))].toSorted()).toEqual([...other(kindNamed(name))].toSorted());
  });

  it('is read from a document without kinds', () => {
    const { kinds: _, ...old } = template({ a: ['x'], b: ['x'] });
    expect(createNoiseOfKind(old)(kindNamed('product'))).toEqual(['x']);
  });
});

it('a sample keeps sixty patterns, places before texts', () => {
  const texts = Array.from({ length: 70 }, (_, n) => `main/p\t=text ${n}`);
  const kept = patternsToKeep([...texts, 'aside/p\t*', 'main/ul/li\t^News', 'footer/p\t~# views']);
  expect(kept).toHaveLength(60);
  expect(kept.slice(0, 4)).toEqual([
    'aside/p\t*',
    'main/ul/li\t^News',
    'footer/p\t~# views',
    'main/p\t=text 0',
  ]);
});

it('a path at which some texts stood still is not learned for other pages', () => {
  expect(patternsToKeep(['main/p\t*', 'main/p\t!We open at nine.', 'aside/p\t*'])).toEqual(['aside/p\t*']);
});
