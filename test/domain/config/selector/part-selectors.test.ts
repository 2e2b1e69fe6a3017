import { Element } from 'domhandler';
import { append, appendChild, getOuterHTML, prepend, removeElement } from 'domutils';
import { describe, expect, it } from 'vitest';
import { proved } from '../../../../domain/config/selector/part-proof.ts';
import {
  lookupsFor,
  type PartSelector,
  partSelectors,
} from '../../../../domain/config/selector/part-selectors.ts';
import { type HtmlTree, parseHtml, textOf } from '../../../../domain/reading/html/html-tree.ts';
import { findNodes } from '../../../../domain/reading/part/markup-part.ts';

const TILES = [
  ['/p/kettle', 'Kettle', '24.90 €'],
  ['/p/teapot', 'Teapot', '31.00 €'],
  ['/p/cup', 'Cup', '24.90 €'],
]
  .map(
    ([href, name, price]) =>
      `<div class="ebhmcR"><div><a href="${href}"><h3>${name}</h3></a></div><span class="Tile_price__qVeoO">${price}</span></div>`,
  )
  .join('');

const PAGE = `<!doctype html><html><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav></header>
<main id="content">
  <h1>All for tea</h1>
  <p>Updated: 3 June, by hand</p>
  <p>A second paragraph about tea.</p>
  <div class="tiles">${TILES}</div>
  <table class="facts"><tr><th>Weight</th><td>900 g</td></tr><tr><th>Colour</th><td>blue</td></tr></table>
  <h2 id="opening">Opening hours</h2>
  <ul class="hours"><li>Monday 9 to 12</li><li>Tuesday 9 to 18</li><li>Wednesday closed</li></ul>
</main></body></html>`;

function scene(
  text: string,
  html = PAGE,
): { tree: HtmlTree; element: Element; find: (selector: string) => Element[] } {
  const tree = parseHtml(html);
  const element = tree.all.findLast((one) => textOf(one) === text);
  if (element === undefined) throw new Error(`There is no "${text}".`);
  const find = (selector: string): Element[] =>
    findNodes(tree.root, selector, 'html').nodes.filter((node): node is Element => node instanceof Element);
  return { tree, element, find };
}

function best(text: string, html?: string): PartSelector | undefined {
  const { element, find } = scene(text, html);
  const exact = partSelectors(element, { find, lookups: 160 }).filter(({ found }) => found.length === 1);
  return proved(element, exact, { find, lookups: 160 })[0];
}

describe('the selector of a part', () => {
  it.each([
    ['by what it is', 'All for tea', 'h1'],
    ['by the link of its item', '31.00 €', '[href="/p/teapot"]'],
    ['by the label of its row', '900 g', 'th:icontains("Weight") ~ td'],
    ['by its label before a cell like others', 'blue', 'th:icontains("Colour") ~ td'],
    ['by the label that its own text begins with', 'Updated: 3 June, by hand', 'p:icontains("Updated:")'],
    [
      'by what stands beside it, where nothing else tells it apart',
      'Tuesday 9 to 18',
      'li:icontains("Monday 9 to 12") ~ li:has(~ li:icontains("Wednesday closed"))',
    ],
  ])('goes %s', (_, text, wanted) => {
    const found = best(text);
    expect(found?.selector).toContain(wanted);
    expect(found?.found).toHaveLength(1);
  });

  it('is there for each element of a page, and finds it alone', () => {
    const { tree, find } = scene('blue');
    for (const element of tree.all) {
      if (['html', 'head', 'body'].includes(element.name)) continue;
      const exact = partSelectors(element, { find, lookups: 30 }).filter(({ found }) => found.length === 1);
      expect(exact[0]?.found, getOuterHTML(element).slice(0, 80)).toEqual([element]);
    }
  });

  it('is never another element, when something comes before it', () => {
    for (const text of ['24.90 €', '31.00 €', 'Tuesday 9 to 18', 'Updated: 3 June, by hand', 'All for tea']) {
      const { element, find } = scene(text);
      const selector = best(text)?.selector ?? '';
      prepend(element, new Element(element.name, {}));
      const found = find(selector);
      expect(found.length === 0 || found.includes(element), selector).toBe(true);
    }
  });

  it.each(['Tuesday 9 to 18', 'Monday 9 to 12', 'Wednesday closed', 'blue', 'A second paragraph about tea.'])(
    'finds "%s" still, when more come before and after it',
    (text) => {
      const { element, find } = scene(text);
      const selector = best(text)?.selector ?? '';
      for (let more = 0; more < 3; more += 1) {
        prepend(element, new Element(element.name, {}));
        append(element, new Element(element.name, {}));
        expect(find(selector), selector).toContain(element);
      }
    },
  );

  it('finds nothing where the element is gone', () => {
    for (const text of ['24.90 €', 'Tuesday 9 to 18', 'Monday 9 to 12', '900 g', 'blue', 'All for tea']) {
      const { element, find } = scene(text);
      const selector = best(text)?.selector ?? '';
      removeElement(element);
      expect(find(selector), selector).toEqual([]);
    }
  });

  it('counts those on both sides, where none of them says anything', () => {
    const html = `<ol>${'<li><img src="/1.png"></li>'.repeat(2)}<li><b>It</b></li>${'<li><img src="/1.png"></li>'.repeat(2)}</ol>`;
    const { tree, find } = scene('It', html);
    const element = tree.all.find(({ name }) => name === 'b');
    const item = element?.parent;
    expect(item).toBeInstanceOf(Element);
    if (!(item instanceof Element)) return;
    removeElement(item.children[0] ?? item);
    const exact = partSelectors(item, { find, lookups: 160 }).filter(({ found }) => found.length === 1);
    const selector = proved(item, exact, { find, lookups: 160 })[0]?.selector ?? '';
    expect(selector).toBe('li:nth-of-type(n+3):nth-last-of-type(n+3)');
    const another = new Element('li', {});
    prepend(item, another);
    expect(find(selector)).toContain(item);
    removeElement(another);
    removeElement(item);
    expect(find(selector)).toEqual([]);
  });

  describe('of a term', () => {
    const TERMS = `<main><dl><dt>Weight</dt><dd>900 g</dd><dt>Colour</dt><dd>blue</dd><dt>Made in</dt><dd>Japan</dd></dl></main>`;

    it('goes by the label, whatever comes after the next one', () => {
      expect(best('blue', TERMS)?.selector).toBe(
        'dt:icontains("Colour") ~ dd:not(dt:icontains("Colour") ~ dt ~ dd)',
      );
    });

    it('finds it alone when other terms come, go or change their order', () => {
      const { element, find, tree } = scene('blue', TERMS);
      const selector = best('blue', TERMS)?.selector ?? '';
      const list = tree.all.find(({ name }) => name === 'dl');
      const [term, value] = list?.children ?? [];
      if (list === undefined || term === undefined || value === undefined)
        throw new Error('There is no list.');
      for (const one of [term, value]) removeElement(one);
      expect(find(selector)).toEqual([element]);
      for (const one of [term, value]) appendChild(list, one);
      expect(find(selector)).toEqual([element]);
    });

    it('finds both when the term has a second value', () => {
      const { element, find } = scene('blue', TERMS);
      const selector = best('blue', TERMS)?.selector ?? '';
      const second = new Element('dd', {});
      prepend(element, second);
      expect(find(selector)).toEqual([second, element]);
    });
  });

  it('that is taken for another, once something changes, comes after all that never are', () => {
    const { element, find } = scene('Tuesday 9 to 18');
    const lost = 'main > ul > li:nth-of-type(n+2):nth-last-of-type(n+2)';
    const candidates = ['.hours li:nth-of-type(2)', lost].map((selector, at) => ({
      selector,
      strength: 0.9 - at * 0.6,
      found: find(selector),
    }));
    expect(proved(element, candidates, { find, lookups: 160 }).map(({ selector }) => selector)).toEqual([
      lost,
      '.hours li:nth-of-type(2)',
    ]);
  });

  it('is proved with as many lookups as the page bears', () => {
    const { element, find } = scene('Tuesday 9 to 18');
    const exact = partSelectors(element, { find, lookups: 160 }).filter(({ found }) => found.length === 1);
    let lookups = 0;
    const counted = (selector: string): Element[] => {
      lookups += 1;
      return find(selector);
    };
    expect(proved(element, exact, { find: counted, lookups: 1 })).not.toEqual([]);
    expect(lookups).toBeLessThanOrEqual(30);
  });

  it('does not go by what a build made', () => {
    const { element, find } = scene('31.00 €');
    for (const { selector } of partSelectors(element, { find, lookups: 160 }))
      expect(selector).not.toMatch(/ebhmcR|qVeoO/);
  });

  it('asks for text that a selector can ask for alone', () => {
    const html = `<ul><li>The "first" (of two)</li><li>second</li><li>third [x] \\ y</li></ul>`;
    expect(best('second', html)?.found).toHaveLength(1);
  });

  it('names elements whose name has a colon', () => {
    expect(best('two', '<main><o:p>one</o:p><o:p>two</o:p></main>')?.found).toHaveLength(1);
  });

  it('leaves the page as it was', () => {
    const { tree, element, find } = scene('Tuesday 9 to 18');
    element.attribs['class'] = 'one two';
    const before = getOuterHTML(tree.root);
    proved(element, partSelectors(element, { find, lookups: 160 }), { find, lookups: 160 });
    expect(getOuterHTML(tree.root)).toBe(before);
  });

  it('is looked for less on a page of many elements', () => {
    expect(lookupsFor(500)).toBe(160);
    expect(lookupsFor(10_000)).toBe(40);
    expect(lookupsFor(90_000)).toBe(30);
  });
});
