// Fields with nothing but a name, on the demo shop: the first run ends with a search for selectors and reads the fields on what
// it has stored; the second one tells of no change.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Shop, startShop } from '../../cli/demo/shop/shop.ts';
import { startSystem, type System } from '../support/system.ts';

let shop: Shop;
let system: System;

beforeAll(async () => {
  shop = await startShop({ port: 0 });
  system = await startSystem({
    services: inject('services'),
    name: 'selectors',
    ownHosts: [`127.0.0.1:${shop.port}`],
  });
});

afterAll(async () => {
  await system?.close();
  await shop?.stop();
});

test('fields are found at the end of the first run and read at once', async () => {
  const jobId = await system.createJob({
    source: { kind: 'site', start: [`${shop.url}/`] },
    fields: [{ name: 'price' }, { name: 'title' }],
  });
  await system.completed(jobId);
  const found = (await system.mongo.jobs.get(jobId))?.selectors?.fields ?? [];
  expect(found.map(({ name, locators }) => [name, locators.length > 0])).toEqual([
    ['price', true],
    ['title', true],
  ]);
  await checkFields(jobId);
  await system.completed(jobId);
  await checkFields(jobId);
  expect(await system.mongo.history.changes({ jobId, limit: 10 })).toEqual([]);
});

async function checkFields(jobId: string): Promise<void> {
  const pages = await system.mongo.pages.list(jobId, { after: null, limit: 200 });
  const products = pages.filter(({ baseline }) => baseline?.pageType === 'product');
  const read = products.filter(({ baseline }) => baseline?.fields.every(({ value }) => value !== null));
  expect(products.length).toBeGreaterThan(5);
  expect(read.length / products.length).toBeGreaterThan(0.9);
  for (const { baseline } of read.slice(0, 3))
    expect((await system.mongo.history.snapshot(baseline?.snapshotId ?? ''))?.fields).toEqual(
      baseline?.fields,
    );
}
