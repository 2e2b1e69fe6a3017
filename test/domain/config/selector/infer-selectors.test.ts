import { describe, expect, it } from 'vitest';
import { inferSelectors, toSelectorPage } from '../../../../domain/config/selector/infer-selectors.ts';
import { isLastingName } from '../../../../domain/config/selector/lasting-name.ts';
import type { FoundField } from '../../../../domain/config/selector/wanted-field.ts';

interface Item {
  readonly name: string;
  readonly price: string;
  readonly stock: string;
  readonly brand: string;
  readonly weight: string;
}

const ITEMS: readonly Item[] = [
  { name: 'Kettle', price: '1.299,95 €', stock: 'In stock', brand: 'Acme', weight: '2 kg' },
  { name: 'Lamp', price: '59,00 €', stock: 'Out of stock', brand: 'Lumo', weight: '500 g' },
  { name: 'Chair', price: '120,00 €', stock: 'In stock', brand: 'Sit', weight: '9 kg' },
];

/** Class names of a build, other ones on each page, beside lasting ones. */
function html({ name, price, stock, brand, weight }: Item, at: number): string {
  return `<!doctype html><html lang="en"><head><title>${name} | Shop</title></head><body><header><a href="/">Shop</a></header>
<main class="css-1x9z${at}b"><h1 class="product-title">${name}</h1><div class="price-box"><del class="old">€ 1.999,00</del>
<span class="price css-9d${at}f">${price}</span></div><p class="stock">${stock}</p>${stock === 'In stock' ? '<button>Add to cart</button>' : ''}
<dl><dt>Brand</dt><dd>${brand}</dd><dt>Weight</dt><dd>${weight}</dd></dl>
<p>A long text that tells of the thing and of its many virtues in the kitchen.</p></main></body></html>`;
}

const PAGES = ITEMS.map((item, at) => toSelectorPage(html(item, at), `http://shop.test/p/${at}`));

function find(name: string, example?: string): FoundField | undefined {
  return inferSelectors(PAGES, [example === undefined ? { name } : { name, example }])[0];
}

describe('a field with a known name', () => {
  it.each([
    ['price', '.price', ['1.299,95 €', '59,00 €', '120,00 €']],
    ['preis', '.price', ['1.299,95 €', '59,00 €', '120,00 €']],
    ['title', '.product-title', ['Kettle', 'Lamp', 'Chair']],
    ['availability', '.stock', ['In stock', 'Out of stock', 'In stock']],
    ['brand', 'dt:icontains("Brand") + dd', ['Acme', 'Lumo', 'Sit']],
  ])('%s is found without an example', (name, selector, values) => {
    const best = find(name)?.locators[0];
    expect(best).toMatchObject({ selector, hits: 3, pages: 3, values });
  });

  it('has several locators, none with a generated class or a chain of positions', () => {
    const selectors = find('price')?.locators.map((locator) => locator.selector) ?? [];
    expect(selectors.length).toBeGreaterThan(1);
    expect(selectors.join(' ')).not.toMatch(/css-|nth/);
  });

  it('is left alone where no page shows it', () => {
    expect(find('author')).toMatchObject({ locators: [] });
    expect(find('author')?.note).toContain('author');
  });
});

describe('a field that is taught by example', () => {
  it('is generalised over the other pages', () => {
    const best = find('weight', '2 kg')?.locators[0];
    expect(best).toMatchObject({ kind: 'text-anchor', hits: 3, pages: 3, values: ['2 kg', '500 g', '9 kg'] });
  });

  it('is compared as money, however the example is written', () => {
    expect(find('offer', '€1,299.95')?.locators[0]).toMatchObject({ selector: '.price', hits: 3 });
  });

  it('says when the example, or a meaning, is missing', () => {
    expect(find('weight', '3 kg')?.note).toContain('on none of the pages');
    expect(find('weight')?.note).toContain('give an example');
  });
});

describe('a locator', () => {
  it('that is wrong somewhere is trusted less than one that is right everywhere', () => {
    const [best, ...rest] = find('brand')?.locators ?? [];
    for (const { confidence } of rest) expect(best?.confidence).toBeGreaterThanOrEqual(confidence);
    const lone = inferSelectors(PAGES.slice(0, 1), [{ name: 'brand' }])[0]?.locators[0];
    expect(lone?.confidence).toBeLessThan(best?.confidence ?? 0);
  });

  it.each([
    ['price', true],
    ['product-title', true],
    ['price__value', true],
    ['css-1x9zab', false],
    ['sc-bdVaJa', false],
    ['Price_value__a8Xk2', false],
    ['jss142', false],
    ['haYQtv', false],
    ['ayw_ay9', false],
    ['gb_gg', false],
    ['productTitle', true],
    ['column2', true],
    ['c-tp-price--baseline', true],
  ])('may be named %s: %s', (name, lasting) => {
    expect(isLastingName(name)).toBe(lasting);
  });
});
