// All stored versions read again by a run: fields and prices of each, the same whenever the power is cut.
import { expect, test } from 'vitest';
import { startMend } from '../../../../domain/upkeep/mend-run/start-mend.ts';
import { mendOn } from '../../../../domain/upkeep/mend-run/mend-on.ts';
import type { Mend } from '../../../../domain/run/mend.ts';
import { minutesLater, samplePrice, sampleSnapshot } from '../../../contracts/sample-documents.ts';
import { configOf, withEveryCut } from '../../../support/control-scene.ts';
import { createMendScene, mendNow, type MendScene, PAGE, WRONG_AT } from '../../../support/mend-scene.ts';

const AGAIN: Mend = { kind: 'reparse', only: {}, history: {}, by: 'ada', why: '' };
const ULID = '01JZ0000000000000000000001';
const RUN = `run_${ULID}`;
const FIELDS = [{ name: 'heading', locators: [{ selector: 'h1' }] }];

function body(price: string): Uint8Array {
  return Buffer.from(`<!doctype html><html lang="en"><head><title>A kettle</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"A kettle",
"offers":{"@type":"Offer","price":"${price}","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}</script></head>
<body><main><h1>A kettle of ${price}</h1><p class="price">${price} €</p><p>It boils two litres of water in seven minutes, and
it is made of one sheet of copper with a handle of beech.</p><button>Add to cart</button></main></body></html>`);
}

/** Version 1 was read as 24.90 and says so; version 2 was read as 1.00 and says 23.90. */
async function scene(): Promise<MendScene> {
  const made = await createMendScene({ config: configOf({ fields: FIELDS }) });
  const { pages } = made.stores;
  const present = { bodyKey: 'body-2', at: WRONG_AT };
  for (const [v, price] of [
    [1, '24.90'],
    [2, '23.90'],
  ] as const)
    made.bodies.set(`body-${v}`, body(price));
  const page = (await pages.getMany([PAGE])).get(PAGE);
  const baseline = page?.baseline && { ...page.baseline, ...present };
  await pages.write([{ id: PAGE, expectedV: 2, order: 22, set: { ...(baseline && { baseline }) } }]);
  return made;
}

async function look({ stores }: MendScene) {
  const page = (await stores.pages.getMany([PAGE])).get(PAGE);
  const prices = await stores.history.prices({ pageId: PAGE, limit: 9 });
  const versions = await stores.history.snapshots({ pageId: PAGE, limit: 9 });
  return {
    headings: versions.map(({ fields }) => fields.map(({ value }) => value).join()),
    present: page?.baseline?.fields.map(({ value }) => value),
    price: page?.price?.minor,
    lowest: page?.lowestMinor,
    prices: prices.map(({ minor, beforeMinor, alertAt }) => [minor, beforeMinor, alertAt]),
    change: (await stores.history.change(`${PAGE}:2`))?.state,
    incident: (await stores.incidents.get('inc_told'))?.rolledBack,
  };
}

const READ = {
  headings: ['A kettle of 23.90', 'A kettle of 24.90'],
  present: ['A kettle of 23.90'],
  price: 2_390,
  lowest: 2_390,
  prices: [
    [2_390, 2_490, undefined],
    [2_490, undefined, undefined],
  ],
  change: 'confirmed',
  incident: undefined,
};

test('each version gets the fields and the price of today, and nothing is told', async () => {
  const made = await scene();
  await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual(READ);
  const run = await made.stores.runs.get(RUN);
  expect(run?.mended?.counts).toMatchObject({ looked: 1, pages: 1, versions: 2, prices: 1, alerts: 0 });
  expect(run?.endingReason?.detail).toBe(
    '1 page read otherwise than before, 2 versions, 1 price replaced; no change is told.',
  );
  const [record] = await made.stores.rollbacks.list(RUN, { after: null, limit: 9 });
  expect(record?.why).toContain('field heading: – → A kettle of 24.90');
});

test('a power cut at any write changes nothing of what comes out, nor of what is said', async () => {
  const { whole, cut } = await withEveryCut(
    () => scene(),
    (made) => mendNow(made as MendScene, AGAIN, ULID),
    async (made) => ({
      state: await look(made as MendScene),
      counts: (await (made as MendScene).stores.runs.get(RUN))?.mended?.counts,
    }),
  );
  expect(whole.state).toEqual(READ);
  expect(cut.length).toBeGreaterThan(6);
  for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
});

test('since a time only the versions from then on are read', async () => {
  const made = await scene();
  await mendNow(made, { ...AGAIN, history: { since: minutesLater(5) } }, ULID);
  expect((await look(made)).headings).toEqual(['A kettle of 23.90', '']);
  expect((await look(made)).prices).toEqual(READ.prices);
});

test('what another tool knew of the page is never read by the rules of the job', async () => {
  const made = await scene();
  const known = { from: 'changedetection' as const, runId: '', at: minutesLater(-60), bodyKey: 'body-1' };
  await made.stores.history.insertSnapshots([sampleSnapshot(PAGE, 0, known)]);
  await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual({ ...READ, headings: [...READ.headings, ''] });
});

test('a version whose body is gone keeps its fields and its price, and the record says so', async () => {
  const made = await scene();
  made.bodies.delete('body-1');
  await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual({ ...READ, headings: ['A kettle of 23.90', ''] });
  const [record] = await made.stores.rollbacks.list(RUN, { after: null, limit: 9 });
  expect(record?.why).toContain('1 of 2 versions left: its body is not kept any more');
});

test('a second run finds nothing to do', async () => {
  const made = await scene();
  await mendNow(made, AGAIN, ULID);
  const again = await mendNow(made, AGAIN, '01JZ0000000000000000000002');
  expect(await look(made)).toEqual(READ);
  expect((await made.stores.runs.get(again))?.mended?.counts).toMatchObject({ looked: 1, pages: 0, left: 0 });
});

test('a version that a roll-back took back is not read', async () => {
  const made = await scene();
  await made.stores.history.insertSnapshots([
    sampleSnapshot(PAGE, 3, { at: minutesLater(30), bodyKey: 'body-1' }),
  ]);
  const taken = { changes: [], priceIds: [], unjudgedPriceIds: [], snapshotIds: [`${PAGE}:3:0a1b2c3d`] };
  await made.stores.history.takeBack(taken, { runId: 'run_back', at: minutesLater(40), by: 'ada', why: '' });
  await mendNow(made, AGAIN, ULID);
  expect((await look(made)).prices).toEqual(READ.prices);
});

test('a page of which a run holds a price back is left until somebody decides', async () => {
  const made = await scene();
  await made.stores.history.insertPrices([samplePrice(PAGE, 25, { at: minutesLater(12), held: 'run_held' })]);
  await mendNow(made, AGAIN, ULID);
  const [record] = await made.stores.rollbacks.list(RUN, { after: null, limit: 9 });
  expect(record).toMatchObject({
    isChanged: false,
    why: expect.stringContaining('holds a price of it back'),
  });
});

test('a run that is paused in the middle of a page goes on with that page', async () => {
  const made = await scene();
  const { run } = await startMend(made.ports, 'job', AGAIN, ULID);
  const stop = new AbortController();
  const { readBody } = made.mending;
  const stopping = {
    ...made.mending,
    readBody: async (key: string) => {
      stop.abort();
      return readBody(key);
    },
  };
  expect(await mendOn(stopping, { runId: run._id }, stop.signal)).toEqual({ gateClosed: true });
  expect((await look(made)).headings).toEqual(['', '']);
  await mendNow(made, AGAIN, ULID);
  expect(await look(made)).toEqual(READ);
});
