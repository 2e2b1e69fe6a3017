// Stored bodies read again by a run: quietly, and the same whenever the power is cut.
import { expect, test } from 'vitest';
import type { Mend } from '../../../../domain/run/mend.ts';
import { configOf, withEveryCut } from '../../../support/control-scene.ts';
import { createMendScene, mendNow, type MendScene, PAGE } from '../../../support/mend-scene.ts';

const AGAIN: Mend = { kind: 'reparse', only: {}, by: 'ada', why: '' };
const ULID = '01JZ0000000000000000000001';
const BODY = `<!doctype html><html lang="en"><head><title>A kettle</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"A kettle",
"offers":{"@type":"Offer","price":"23.90","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}</script></head>
<body><main><h1>A kettle</h1><p class="price">23.90 €</p><p>It boils two litres of water in seven minutes, and it is made of
one sheet of copper with a handle of beech.</p><button>Add to cart</button></main></body></html>`;
const FIELDS = [{ name: 'heading', locators: [{ selector: 'h1' }] }];

async function scene(body: string | null = BODY): Promise<MendScene> {
  const made = await createMendScene({ config: configOf({ fields: FIELDS }) });
  const page = (await made.stores.pages.getMany([PAGE])).get(PAGE);
  if (body !== null) made.bodies.set(page?.baseline?.bodyKey ?? '', Buffer.from(body));
  return made;
}

async function look({ stores }: MendScene) {
  const page = (await stores.pages.getMany([PAGE])).get(PAGE);
  const prices = await stores.history.prices({ pageId: PAGE, limit: 9 });
  return {
    field: page?.baseline?.fields.map(({ name, value }) => `${name}=${value}`),
    price: page?.price?.minor,
    lowest: page?.lowestMinor,
    prices: prices.map(({ minor, alertAt }) => [minor, alertAt]),
    change: (await stores.history.change(`${PAGE}:2`))?.state,
  };
}

const READ = {
  field: ['heading=A kettle'],
  price: 2_390,
  lowest: 2_390,
  prices: [
    [2_390, undefined],
    [2_490, undefined],
  ],
  change: 'confirmed',
};

test('fields and price of the last version are read again, and no change is told', async () => {
  const made = await scene();
  const runId = await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual(READ);
  const [record] = await made.stores.rollbacks.list(runId, { after: null, limit: 9 });
  expect(record?.why).toContain('price: €1.00 InStock → €23.90 InStock');
  expect((await made.stores.runs.get(runId))?.endingReason?.detail).toBe(
    '1 page read otherwise than before, 1 price replaced; no change is told.',
  );
});

test('a power cut at any write changes nothing of what comes out', async () => {
  const { whole, cut } = await withEveryCut(
    () => scene(),
    (made) => mendNow(made as MendScene, AGAIN, ULID),
    (made) => look(made as MendScene),
  );
  expect(whole).toEqual(READ);
  for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
});

test('a page whose body is gone is left as it is, and says why', async () => {
  const made = await scene(null);
  const before = await look(made);
  const runId = await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual(before);
  const [record] = await made.stores.rollbacks.list(runId, { after: null, limit: 9 });
  expect(record).toMatchObject({ isChanged: false, why: 'left: its body is not kept any more' });
});

test('only pages that fit the filter are read', async () => {
  const made = await scene();
  const before = await look(made);
  await mendNow(made, { ...AGAIN, only: { pageTypes: ['article'] } }, ULID);
  expect(await look(made)).toEqual(before);
});
