// A job whose price shows only after steps: through the whole system, with a real browser.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunView } from '../../api/schemas/run/run.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const WITHIN_MS = 90_000;
const PAGE = `<!doctype html><html lang="en"><head><title>Boots</title></head><body><main><h1>Boots</h1>
<p>Boots of leather for wet days, in five sizes, with soles that hold on ice and a lining of wool.</p>
<label>Postcode <input id="zip"></label><div id="sizes"></div><p id="price">Choose a size</p></main>
<script>
zip.addEventListener('input', () => { if (zip.value === '8001') sizes.innerHTML = '<button onclick="show()">42</button>'; });
async function show() { price.textContent = (await (await fetch('/price?zip=' + zip.value)).json()).price; }
</script></body></html>`;
const STEPS = [
  { do: 'fill', selector: '#zip', value: '8001', secret: true, name: 'postcode' },
  { do: 'click', selector: '#sizes button', text: '42', name: 'size' },
] as const;

let site: Site;
let stack: ServedWebloom;
let price = 'CHF 129.00';

beforeAll(async () => {
  site = await startSite(
    {
      '/boots': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
      '/price': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ price })),
    },
    { host: '127.0.0.1' },
  );
  stack = await serveWebloom(inject('services'), {
    name: 'page-steps',
    host: `127.0.0.1:${site.port}`,
    counts: { renderer: 1 },
  });
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

async function createJob(fetch: object): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name: JSON.stringify(fetch),
    config: {
      source: { kind: 'pages', urls: [site.url('/boots')] },
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

test('a price that shows only after steps is told of its change, and a change of the steps is none', async () => {
  const jobId = await createJob({ steps: STEPS });
  expect(await reasonsOf((await run(jobId)).runId)).toEqual(['first-visit']);
  price = 'CHF 99.00';
  expect(await reasonsOf((await run(jobId)).runId)).toEqual(['changed']);
  const { items } = await stack.api.changes({ jobId });
  expect(items).toHaveLength(1);
  expect(items[0]?.summary).toContain('99.00');

  const { config, version } = await stack.api.job(jobId);
  const shown = [{ ...STEPS[0], value: '•••' }, STEPS[1]];
  expect(config).toMatchObject({ fetch: { steps: shown } });
  await stack.api.changeJob(jobId, { config: { fetch: { steps: shown.slice(0, 1) } } }, version);
  expect(await reasonsOf((await run(jobId)).runId)).toEqual(['kept-quiet']);
  expect((await stack.api.changes({ jobId })).items).toHaveLength(1);
});

test('a step that can not be done is the reason, with what the page shows then', async () => {
  const steps = [STEPS[0], { ...STEPS[1], text: '47', timeoutMs: 300 }];
  const jobId = await createJob({ steps, maxAttempts: 1 });
  const { runId } = await run(jobId);
  const [row] = (await stack.api.failures(runId)).items;
  expect(row?.reason).toBe('step-failed');
  expect(row?.detail).toMatch(/step 2 “size” .*there is no such element.*“Boots”.*buttons: 42.*#zip/);
  const { story } = await stack.api.story(runId, row?.urlKey ?? '');
  expect(story.join(' ')).toMatch(/step 2 “size” .*buttons: 42/);
  expect(JSON.stringify([row, story])).not.toContain('8001');
  // Its own script says what was filled in.
  expect(row?.picture).toBeNull();
  expect(story).toContain('no picture was taken: the page shows a secret of its steps');
});

test('what was on the screen when a step failed is kept until the next look', async () => {
  const jobId = await createJob({ steps: [{ do: 'click', text: '47', timeoutMs: 300 }], maxAttempts: 1 });
  const { runId } = await run(jobId);
  const [row] = (await stack.api.failures(runId)).items;
  expect(row?.picture).toEqual({ width: 1_280, height: 1_024 });
  const picture = `/v1/runs/${runId}/pages/${row?.urlKey}/picture`;
  const shown = await fetch(`${stack.webloom.apiUrl}${picture}`);
  expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).format).toBe('webp');
  await run(jobId);
  expect((await fetch(`${stack.webloom.apiUrl}${picture}`)).status).toBe(404);
});

test('a preview takes the same steps, and says of each how it ended', async () => {
  const { previewId } = await stack.api.preview({
    url: site.url('/boots'),
    fetch: { obeyRobots: false, steps: [...STEPS] },
  });
  const seen = await eventually(async () => {
    const found = await stack.api.previewed(previewId);
    return found.outcome === 'pending' ? null : found;
  }, WITHIN_MS);
  expect(seen).toMatchObject({
    outcome: 'understood',
    pageSteps: [
      { n: 1, name: 'postcode', kind: 'fill', outcome: 'ok' },
      { n: 2, name: 'size', kind: 'click', outcome: 'ok' },
    ],
  });
  expect(seen.page?.text.lines).toContain(price);
  expect(JSON.stringify(seen)).not.toContain('8001');
});

test('a preview whose step fails shows what was on the screen', async () => {
  const { previewId } = await stack.api.preview({
    url: site.url('/boots'),
    fetch: { obeyRobots: false, steps: [{ do: 'click', text: '47', timeoutMs: 300 }] },
  });
  const seen = await eventually(async () => {
    const found = await stack.api.previewed(previewId);
    return found.outcome === 'pending' ? null : found;
  }, WITHIN_MS);
  expect(seen).toMatchObject({ outcome: 'unfetched', picture: { width: 1_280, height: 1_024 } });
  const shown = await fetch(`${stack.webloom.apiUrl}/v1/previews/${previewId}/picture`);
  expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).format).toBe('png');
});

test('a step keeps the picture of the version, and a preview shows it', async () => {
  const steps = [{ do: 'remove', selector: 'label' }, { do: 'picture' }] as const;
  const jobId = await createJob({ steps });
  await run(jobId);
  const [version] = (await stack.api.snapshots(jobId)).items;
  expect(version?.picture).toMatchObject({ width: 1_280 });
  const { previewId } = await stack.api.preview({
    url: site.url('/boots'),
    fetch: { obeyRobots: false, steps: [...steps] },
  });
  const seen = await eventually(async () => {
    const found = await stack.api.previewed(previewId);
    return found.outcome === 'pending' ? null : found;
  }, WITHIN_MS);
  expect(seen).toMatchObject({ outcome: 'understood', picture: version?.picture });
});
