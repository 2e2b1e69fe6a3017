import { describe, expect, it } from 'vitest';
import {
  planReparse,
  type Reading,
  type ReparseBasis,
  type StoredPage,
} from '../../../../domain/upkeep/mend/plan-reparse.ts';
import { minutesLater, samplePage, samplePrice, START } from '../../../contracts/sample-documents.ts';

const ID = 'job:kettle';

function stored(price = 100): StoredPage {
  const page = samplePage('job', 'kettle', {
    price: { minor: price, currency: 'EUR', availability: 'InStock', at: minutesLater(10) },
    lowestMinor: price,
  });
  const { baseline } = page;
  if (baseline === undefined) throw new Error('a sample page has a baseline');
  return { ...page, baseline: { ...baseline, at: minutesLater(10) } };
}

function basis(fields: Partial<ReparseBasis> = {}): ReparseBasis {
  return {
    page: stored(),
    points: [samplePrice(ID, 21, { minor: 100, at: minutesLater(10) }), samplePrice(ID, 11, { at: START })],
    rules: [],
    runId: 'run_again',
    order: 31,
    extractionVersion: 'today',
    ...fields,
  };
}

function reading(fields: Partial<Reading> = {}): Reading {
  const { title, textHash, fields: values, lang, textLength, blocksKey } = stored().baseline;
  return {
    text: { title, textHash, fields: values, lang, textLength, format: 'html' },
    blocksKey,
    class: { type: 'product', score: 1, reasons: [], wall: false },
    offer: null,
    name: 'A kettle',
    ...fields,
  };
}

const offer = (minor: number) => ({
  price: { minor, currency: 'EUR' },
  availability: 'InStock' as const,
  confidence: 1,
  evidence: { source: 'json-ld', raw: String(minor) },
});

describe('reading a stored page again', () => {
  it('takes the extraction of today over, and tells no difference where there is none', () => {
    const { after, differences, point } = planReparse(basis(), reading());
    expect(after.baseline).toMatchObject({ extractionVersion: 'today', etag: '"one"', at: minutesLater(10) });
    expect([differences, point]).toEqual([[], null]);
  });

  it('replaces the price that was read from the same body, and keeps the earlier ones', () => {
    const { after, differences, retaken, point } = planReparse(
      basis(),
      reading({ offer: offer(2_390) as never }),
    );
    expect(retaken.map(({ _id }) => _id)).toEqual([`${ID}:21`]);
    expect(point).toMatchObject({ _id: `${ID}:31`, minor: 2_390, at: minutesLater(10), changed: false });
    expect(after).toMatchObject({ price: { minor: 2_390 }, lowestMinor: 2_390 });
    expect(differences).toEqual([{ what: 'price', before: '€1.00 InStock', after: '€23.90 InStock' }]);
  });

  it('leaves the price of a page that names none now', () => {
    expect(planReparse(basis(), reading()).after).toMatchObject({ price: { minor: 100 }, lowestMinor: 100 });
  });

  it('tells fields, kind, title and text that are read otherwise', () => {
    const { text } = reading();
    const other = { ...text, title: 'The kettle', textHash: 'other', textLength: 9, fields: [] };
    const pageClass = { type: 'article', score: 1, reasons: [], wall: false } as const;
    const { after, differences } = planReparse(
      basis(),
      reading({ text: other, class: pageClass, blocksKey: 'blobs/x' }),
    );
    expect(differences.map(({ what, before, after: now }) => [what, before, now])).toEqual([
      ['field price', '24.90', '–'],
      ['kind of page', 'product', 'article'],
      ['title', 'A kettle', 'The kettle'],
      ['text', '2400 characters', '9 characters, read otherwise'],
    ]);
    expect(after.baseline).toMatchObject({ blocksKey: 'blobs/x', pageType: 'article', fields: [] });
  });
});
