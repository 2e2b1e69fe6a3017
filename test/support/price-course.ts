// A job that watches one product page, looked at again and again through the real stages, about a day apart.
import { createHash } from 'node:crypto';
import type { Change, Page, PricePoint } from '../../domain/page/page.ts';
import type { StoredEvent } from '../../domain/system/event/event.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Answer, createDispatchScene, type DispatchScene } from './dispatch-scene.ts';
import { type Activities, createActivities, runJob } from './run-job.ts';

/** What the page shows at a look. The price stands in its markup alone. */
export interface Shown {
  /** Null: none, as many shops have it while a product is sold out. */
  readonly price: string | null;
  readonly was?: string;
  readonly currency?: string;
  readonly stock?: string;
  readonly text?: string;
  /** The same mark and content: the same bytes. Absent: other bytes at every run. */
  readonly mark?: string;
  /** Shown at further looks of the same run. */
  readonly later?: Shown;
}

const URL = 'http://shop.test/lantern';
const STEP_MS = 25 * 3_600_000;

function product({ price, was, currency = 'EUR', stock = 'InStock' }: Shown): object {
  const availability = `https://schema.org/${stock}`;
  const priced = price === null ? {} : { price, priceCurrency: currency };
  const list =
    was === undefined
      ? {}
      : {
          priceSpecification: {
            '@type': 'UnitPriceSpecification',
            priceType: 'https://schema.org/ListPrice',
            price: was,
            priceCurrency: currency,
          },
        };
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Lantern',
    offers: { '@type': 'Offer', availability, ...priced, ...list },
  };
}

function page(shown: Shown, turn: number): string {
  const { text = 'A lantern of tin and glass that burns for twelve hours on a cup of oil.' } = shown;
  return `<!doctype html><html lang="en"><head><title>Lantern</title><script type="application/ld+json">${JSON.stringify(product(shown))}</script></head>
<body><h1>Lantern</h1><p>${text}</p><p>Its handle is long enough for a gloved hand, and its glass can be changed.</p><!-- ${shown.mark ?? turn} --></body></html>`;
}

export interface Course {
  readonly scene: DispatchScene;
  activities: Activities;
  /** Looks at the page in a run; what was told by it. */
  look(shown: Shown): Promise<Change[]>;
  /** From the next run on. */
  configure(changes: object): Promise<void>;
  page(): Promise<Page | undefined>;
  points(): Promise<PricePoint[]>;
  events(): Promise<StoredEvent[]>;
  /** How the last look ended, in words. */
  why(): Promise<readonly string[]>;
}

export async function createCourse(changes: object): Promise<Course> {
  let present: Shown = { price: null };
  let turn = 0;
  let step = 0;

  const scene = createDispatchScene(({ url, kind, visit }): Answer => {
    if (kind === 'robots') return { outcome: 'http-error', status: 404 };
    if (url !== URL) return { outcome: 'http-error', status: 404 };
    const shown = visit > 1 ? (present.later ?? present) : present;
    const body = page(shown, turn);
    const hash = createHash('sha256').update(body).digest('base64url');
    return { body, hash, headers: { 'content-type': 'text/html; charset=utf-8' } };
  });
  const { stores } = scene;
  const config = (some: object) =>
    jobConfigSchema.parse({
      source: { kind: 'pages', urls: [URL] },
      changes: { sampleNoise: false, ...some },
    });
  await stores.jobs.insert(sampleJob('lantern', { config: config(changes) }));
  const all = (): Promise<Change[]> => stores.history.changes({ jobId: 'lantern', limit: 1_000 });
  const course: Course = {
    scene,
    activities: createActivities(scene),
    async look(shown) {
      const known = new Map((await all()).map((change) => [change._id, change.state]));
      present = shown;
      step += 1;
      turn = step;
      const ended = await runJob(scene, course.activities, { jobId: 'lantern', step });
      if (ended !== 'completed all-done') throw new Error(ended);
      scene.aheadMs += STEP_MS;
      return (await all()).filter(({ _id, state }) => known.get(_id) !== state).reverse();
    },
    async configure(some) {
      const job = await stores.jobs.get('lantern');
      await stores.jobs.configure('lantern', job?.version ?? 1, {
        name: 'Lantern',
        config: config(some),
        nextRunAt: null,
      });
    },
    async page() {
      const [found] = await stores.pages.list('lantern', { after: null, limit: 1 });
      return found;
    },
    points: () => stores.history.prices({ jobId: 'lantern', limit: 1_000 }),
    async why() {
      let key: string | undefined;
      for await (const one of scene.ports.blobs.list('runs/')) if (one.includes('/store.')) key = one;
      const rows = key === undefined ? [] : await scene.ports.files.read('store', key);
      return rows.at(-1)?.why ?? [];
    },
    events: () => stores.events.since('default', new Date(0), 10_000),
  };
  return course;
}
