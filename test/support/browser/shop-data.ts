// The demo's shop watched over two runs on the services of the tests, so that every screen has something to show:
// changes, prices that moved, a page that went, a job that is scheduled and one that never ran.
import { type Shop, startShop } from '../../../cli/demo/shop/shop.ts';
import type { WebloomOptions } from '../../../cli/stack/processes.ts';
import { eventually } from '../eventually.ts';
import { type ServedWebloom, serveWebloom } from '../served-webloom.ts';

export interface ShopData {
  readonly baseUrl: string;
  readonly shop: Shop;
  readonly stack: ServedWebloom;
  readonly jobId: string;
  /** It tells the price of one tent, which moved. */
  readonly priceJobId: string;
  /** Of the second run, which found changes. */
  readonly runId: string;
  readonly changeId: string;
  /** A page whose price moved. */
  readonly pricedPageId: string;
  readonly close: () => Promise<void>;
}

const RUN_MS = 120_000;

/** `hosts`: others that jobs may ask too. */
export async function watchShop(
  services: WebloomOptions['addresses'],
  name: string,
  hosts: readonly string[] = [],
): Promise<ShopData> {
  const shop = await startShop({ port: 0 });
  const stack = await serveWebloom(services, { name, host: [new URL(shop.url).host, ...hosts].join(',') });
  const { api, webloom } = stack;
  const { jobId } = await api.createJob({
    name: 'Demo shop',
    config: {
      source: { kind: 'site', start: [`${shop.url}/`] },
      changes: { confirmAfterMs: 1_000 },
      schedule: { kind: 'interval', everyMs: 6 * 60 * 60_000 },
    },
  });
  const priceJobId = await watchTent(stack, shop.url);
  await api.createJob({ name: 'Never run', config: { source: { kind: 'pages', urls: [`${shop.url}/`] } } });
  await runToEnd(stack, jobId);
  await runToEnd(stack, priceJobId);
  shop.advance();
  await runToEnd(stack, priceJobId);
  const runId = await runToEnd(stack, jobId);
  const { items: changes } = await api.changes({ runId, limit: 200 });
  // A listing changes by the prices it repeats; it has none of its own.
  const withPrice = new Set((await api.prices({ runId, limit: 200 })).items.map(({ pageId }) => pageId));
  const priced = changes.find(({ kind, pageId }) => kind === 'price' && withPrice.has(pageId));
  const changed = changes.find(({ kind }) => kind !== 'price');
  if (priced === undefined || changed === undefined) throw new Error('The second run found too few changes.');
  return {
    baseUrl: webloom.apiUrl,
    shop,
    stack,
    jobId,
    priceJobId,
    runId,
    changeId: changed.changeId,
    pricedPageId: priced.pageId,
    close: async () => {
      await stack.close();
      await shop.stop();
    },
  };
}

async function watchTent({ api }: ServedWebloom, shopUrl: string): Promise<string> {
  const { jobId } = await api.createJob({
    name: 'Ridge tent',
    config: {
      source: { kind: 'pages', urls: [`${shopUrl}/product/ridge-tent`] },
      changes: {
        watch: 'price-and-stock',
        confirmAfterMs: 1_000,
        priceRules: [{ kind: 'drop', percent: 5 }, { kind: 'back-in-stock' }],
      },
      schedule: { kind: 'interval', everyMs: 60 * 60_000 },
    },
  });
  return jobId;
}

async function runToEnd({ api }: ServedWebloom, jobId: string): Promise<string> {
  const { runId } = await api.act(jobId, 'start');
  if (runId === null) throw new Error('The run was not started.');
  await eventually(async () => (await api.run(runId)).state === 'completed', RUN_MS);
  return runId;
}
