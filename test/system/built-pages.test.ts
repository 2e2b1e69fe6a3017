// Pages that scripts build, in jobs that say nothing of browsers: through the whole system, with a real browser.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { JobInput } from '../../domain/config/schema.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const WITHIN_MS = 90_000;
const SHELL = `<!doctype html><html lang="en"><head><title>Shop</title><script type="module" src="/app.js"></script></head>
<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`;
const APP = `const product = await (await fetch('/api' + location.pathname)).json();
document.title = product.name;
document.getElementById('root').innerHTML = '<main><h1>' + product.name + '</h1><p class="price">€ ' + product.price + '</p>' +
  '<p>' + product.text + '</p><button>Add to cart</button></main>';`;
const PLAIN = `<!doctype html><html lang="en"><head><title>Lamp</title><script src="/counter.js"></script></head><body><main><h1>Lamp</h1>
<p>A lamp that stands on the floor and gives a warm light to read by, in three colours and two heights.</p></main></body></html>`;
const CHAIR = `<!doctype html><html lang="en"><head><title>Chair</title></head><body><main><h1>Chair</h1>
<p>A chair of oak that carries two hundred kilograms and stands on four legs, as chairs do.</p><p id="rebate"></p></main>
<script>fetch('/api/rebate').then((answer) => answer.text()).then((text) => { document.getElementById('rebate').textContent = text; })</script></body></html>`;

let site: Site;
let stack: ServedWebloom;
let price = '19.90';
let isRebuilt = false;

beforeAll(async () => {
  site = await startSite(
    {
      '/app.js': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/javascript' }).end(APP),
      '/api/kettle': (_request, response) => {
        const text = 'A kettle of steel that boils a litre of water in three minutes and turns itself off.';
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ name: 'Steel kettle', price, text }));
      },
      '/api/lamp': (_request, response) => {
        const text =
          'A lamp that stands on the floor and gives a warm light to read by, in three colours and two heights.';
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ name: 'Lamp', price: '9.00', text }));
      },
      '/kettle': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(SHELL),
      '/robots.txt': (_request, response) => void response.end('User-agent: *\nDisallow: /api/rebate'),
      '/api/rebate': (_request, response) => void response.end('Ten percent off in our shops this week.'),
      '/chair': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(CHAIR),
      '/lamp': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(isRebuilt ? SHELL : PLAIN),
    },
    { host: '127.0.0.1' },
  );
  stack = await serveWebloom(inject('services'), {
    name: 'built-pages',
    host: `127.0.0.1:${site.port}`,
    counts: { renderer: 1 },
  });
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

async function createJob(path: string, fetch: object = {}): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name: `${path} ${JSON.stringify(fetch)}`,
    config: {
      source: { kind: 'pages', urls: [site.url(path)] },
      changes: { sampleNoise: false, confirm: false },
      fetch: { obeyRobots: false, ...fetch },
    },
  });
  return jobId;
}

async function run(jobId: string): Promise<RunView> {
  const runId = (await stack.api.act(jobId, 'start')).runId ?? '';
  return eventually(async () => {
    const found = await stack.api.run(runId);
    return isTerminal(found.state) ? found : null;
  }, WITHIN_MS);
}

const reasonsOf = async (runId: string): Promise<string[]> =>
  (await stack.api.runPages(runId)).items.map(({ reason }) => String(reason));

test('a page built by scripts is rendered, and its change is told', async () => {
  const jobId = await createJob('/kettle');
  const first = await run(jobId);
  expect(first).toMatchObject({ state: 'completed', fallbacks: [{ kind: 'rendered', count: 1 }] });
  expect(await reasonsOf(first.runId)).toEqual(['first-visit']);
  const again = await run(jobId);
  expect(await reasonsOf(again.runId)).toEqual(['same-bytes']);
  price = '14.90';
  const changed = await run(jobId);
  expect(await reasonsOf(changed.runId)).toEqual(['changed']);
  const { items } = await stack.api.changes({ jobId });
  expect(items).toHaveLength(1);
  expect(items[0]?.summary).toContain('14.90');
});

test('a page that is sent whole is fetched alone, and its rebuilding by scripts is no change', async () => {
  const jobId = await createJob('/lamp');
  const first = await run(jobId);
  expect(first.fallbacks).toEqual([]);
  isRebuilt = true;
  const rebuilt = await run(jobId);
  expect(rebuilt).toMatchObject({ state: 'completed', fallbacks: [{ kind: 'rendered' }] });
  expect(await reasonsOf(rebuilt.runId)).toEqual(['kept-quiet']);
  expect((await stack.api.changes({ jobId })).items).toEqual([]);
});

test('a job that wants no browser ends as before, and says what would help', async () => {
  const jobId = await createJob('/kettle', { render: 'never' });
  const ended = await run(jobId);
  expect(await reasonsOf(ended.runId)).toEqual(['unjudged']);
});

test('a job can say what its pages wait for', async () => {
  const met = await run(await createJob('/kettle', { waitFor: { selector: '.price' } }));
  expect(await reasonsOf(met.runId)).toEqual(['first-visit']);
  const unmet = await run(
    await createJob('/kettle', { waitFor: { selector: '.rebate' }, deadlineMs: 4_000, maxAttempts: 1 }),
  );
  expect(await reasonsOf(unmet.runId)).toEqual(['wait-unmet']);
});

test('what robots.txt does not allow is not asked for by a page either, and the run says so', async () => {
  const asked = (): number => site.log.filter(({ path }) => path === '/api/rebate').length;
  const jobId = await createJob('/chair', { render: 'always', obeyRobots: true });
  const first = await run(jobId);
  expect(first).toMatchObject({ state: 'completed', fallbacks: [{ kind: 'refused-calls', count: 1 }] });
  expect(first.fallbacks[0]?.example.detail).toBe(
    `1 call: robots.txt of 127.0.0.1:${site.port} does not allow it (line 2: disallow /api/rebate).`,
  );
  expect(asked()).toBe(0);
  const { version } = await stack.api.job(jobId);
  await stack.api.changeJob(jobId, { config: { fetch: { obeyRobots: false } } }, version);
  const free = await run(jobId);
  expect(free.fallbacks).toEqual([]);
  expect(await reasonsOf(free.runId)).toEqual(['kept-quiet']);
  expect(asked()).toBe(1);
  expect((await stack.api.changes({ jobId })).items).toEqual([]);
});

test('a job as the preview suggests it shows its change by a picture of before and after', async () => {
  price = '30.00';
  const { suggestions } = await stack.api.preview({ url: site.url('/kettle') });
  const [suggested] = suggestions;
  expect(suggested?.job).toMatchObject({ config: { fetch: { render: 'auto', screenshot: 'changes' } } });
  const { jobId } = await stack.api.createJob(suggested?.job as unknown as JobInput);
  await run(jobId);
  price = '20.00';
  await run(jobId);
  const [change] = (await stack.api.changes({ jobId })).items;
  const sides = [change?.fromSnapshot, change?.toSnapshot].map((id) => pictureOf(String(id)));
  const [before, after] = await Promise.all(sides);
  expect([before?.format, after?.format, before?.width]).toEqual(['webp', 'webp', 1_280]);
  expect(before?.pixels.equals(after?.pixels ?? Buffer.of())).toBe(false);
});

async function pictureOf(snapshotId: string) {
  const answer = await fetch(
    `${stack.webloom.apiUrl}/v1/snapshots/${encodeURIComponent(snapshotId)}/picture`,
  );
  const picture = sharp(Buffer.from(await answer.arrayBuffer()));
  return { ...(await picture.metadata()), pixels: await picture.raw().toBuffer() };
}
