import type { Element } from 'domhandler';
import { getOuterHTML } from 'domutils';
import { describe, expect, it } from 'vitest';
import { ALTERATIONS } from '../../../../domain/reading/html/alterations.ts';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';

const PAGE = `<html><body><header><a href="/">Home</a></header><main><ul class="list">
<li class="item new" id="one"><a href="/one">One</a><span class="price">1.00</span></li>
<li class="item new" id="two"><a href="/two">Two</a><span class="price">2.00</span></li>
</ul><p>End</p></main></body></html>`;

function itemTwo(): { readonly page: () => string; readonly price: Element } {
  const tree = parseHtml(PAGE);
  const price = tree.all.findLast(({ name }) => name === 'span');
  if (price === undefined) throw new Error('There is no price.');
  return { page: () => getOuterHTML(tree.root), price };
}

describe('an altered page', () => {
  it('is put back as it was, whatever element it was altered around', () => {
    const { root, all } = parseHtml(PAGE);
    const before = getOuterHTML(root);
    for (const { change } of ALTERATIONS)
      for (const element of all.filter(({ name }) => !['html', 'body'].includes(name))) {
        change(element)?.();
        expect(getOuterHTML(root)).toBe(before);
      }
  });

  it('holds the element, unless it says that it is gone', () => {
    for (const { change, stays } of ALTERATIONS) {
      const { page, price } = itemTwo();
      if (change(price) === null) continue;
      expect(page().includes('2.00')).toBe(stays);
    }
  });

  it('is another page with each alteration', () => {
    const altered = ALTERATIONS.map(({ change }) => {
      const { page, price } = itemTwo();
      change(price);
      return page();
    });
    // Nothing comes after the price that could go.
    expect(new Set(altered).size).toBe(ALTERATIONS.length);
    expect(altered).toContain(PAGE);
  });

  it('has once another item before the one of the element, with texts and addresses of its own', () => {
    const { page, price } = itemTwo();
    for (const { change } of ALTERATIONS) {
      const undo = change(price);
      if (page().includes('<li class="item new"><a href="/something-new">Something new</a>')) {
        expect(page().match(/<li /g)).toHaveLength(3);
        return;
      }
      undo?.();
    }
    expect.fail('No alteration adds an item.');
  });
});
