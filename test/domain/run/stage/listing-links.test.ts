// A listing's own selectors decide what its items and its next page are.
import { describe, expect, it } from 'vitest';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import { compileFields } from '../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../domain/reading/parse-page.ts';
import { listingFields, markListing } from '../../../../domain/run/stage/listing-links.ts';

const URL = 'http://shop.test/list';
const HTML = `<main>
  <a class="product" href="/a?utm_source=x">A</a> <a class="product" href="/b">B</a>
  <a class="teaser" href="/c">C</a> <a id="on" href="/list?from=20">more</a>
</main>`;

function read(selectors: object) {
  const { source } = jobConfigSchema.parse({ source: { kind: 'listing', start: [URL], ...selectors } });
  const compiled = compileFields([...listingFields(source), { name: 'title', locators: [] }]);
  if (!compiled.ok) throw new Error('the selectors do not compile');
  return markListing(parsePage({ html: HTML, url: URL, fields: compiled.fields }), URL);
}

describe('the links of a listing', () => {
  it('are items and next page where the selectors say so, and nothing else is', () => {
    const page = read({ itemSelector: 'a.product', nextSelector: '#on' });
    const items = page.links.filter(({ context }) => context === 'listing-item').map(({ url }) => url);
    expect(items).toEqual(['http://shop.test/a', 'http://shop.test/b']);
    expect(
      page.links.filter(({ paging }) => paging !== undefined).map(({ url, paging }) => [url, paging]),
    ).toEqual([['http://shop.test/list?from=20', 'next']]);
  });

  it('leave no trace among the fields of the job', () => {
    expect(read({ itemSelector: 'a.product' }).fields.map(({ name }) => name)).toEqual(['title']);
  });

  it('stay as their context told where there is no selector', () => {
    const compiled = compileFields([]);
    if (!compiled.ok) throw new Error('nothing to compile');
    const page = parsePage({ html: HTML, url: URL, fields: compiled.fields });
    expect(markListing(page, URL)).toBe(page);
  });
});
