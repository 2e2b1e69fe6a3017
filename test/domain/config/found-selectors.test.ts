import { describe, expect, it } from 'vitest';
import { foundOf, wantsSelectors, wishKey, withFoundSelectors } from '../../../domain/job/found-selectors.ts';
import type { FoundSelectors } from '../../../domain/job/job.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';

const GIVEN = { name: 'title', locators: [{ selector: 'h1' }] };
const configOf = (...fields: object[]) =>
  jobConfigSchema.parse({ source: { kind: 'pages', urls: ['http://a.test/'] }, fields });
const config = configOf(GIVEN, { name: 'price' }, { name: 'weight', example: '2 kg' });

const locator = { selector: '.price', kind: 'css', hits: 3, pages: 3, confidence: 0.8, values: [] } as const;
const price = { name: 'price', locators: [locator], note: '' };
const weight = { name: 'weight', locators: [], note: 'nothing' };
const selectors: FoundSelectors = { key: wishKey(config), tries: 1, fields: [price, weight] };

describe('selectors that were found', () => {
  it('become part of the next run’s configuration, beside those that were given', () => {
    const { fields } = withFoundSelectors({ config, selectors });
    expect(fields.map(({ locators }) => locators)).toEqual([
      [{ selector: 'h1' }],
      [{ selector: '.price' }],
      [],
    ]);
    expect(withFoundSelectors({ config })).toBe(config);
  });

  it('belong to the wishes they answer: another example is searched for anew', () => {
    const other = configOf(GIVEN, { name: 'price' }, { name: 'weight', example: '3 kg' });
    expect(foundOf({ config: other, selectors })).toEqual([]);
    expect(wantsSelectors({ config: other, selectors })).toBe(true);
  });

  it('are searched for until all are there, three times at most', () => {
    expect(wantsSelectors({ config: configOf(GIVEN) })).toBe(false);
    expect(wantsSelectors({ config })).toBe(true);
    expect(wantsSelectors({ config, selectors })).toBe(true);
    expect(wantsSelectors({ config, selectors: { ...selectors, tries: 3 } })).toBe(false);
    const all = [price, { ...weight, locators: [locator] }];
    expect(wantsSelectors({ config, selectors: { ...selectors, fields: all } })).toBe(false);
  });
});
