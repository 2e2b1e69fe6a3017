// Jobs that watch what a page looks like: through the whole system, with a real browser.
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunView } from '../../api/schemas/run/run.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const WITHIN_MS = 120_000;

let site: Site;
let stack: ServedWebloom;
let load = 40;
let words = 'All services run.';
let views = 0;

/** A page whose chart is drawn by a script, so that no text says what it shows, and whose advertisement is another at every look. */
function board(moves: boolean): string {
  views += 1;
  const hue = moves ? (views * 67) % 360 : 0;
  return `<!doctype html><html lang="en"><head><title>Board</title></head><body style="font: 16px sans-serif; margin: 20px">
<h1>Status of our services</h1><p data-words="${words}">The chart shows the load of the last hour.</p>
<canvas id="chart" width="600" height="200" data-load="${load}"></canvas>
<div id="advert" style="width: 300px; height: 120px; margin-top: 300px; background: hsl(${hue} 80% 50%)"></div>
<script>const c = document.getElementById('chart'); const d = c.getContext('2d'); d.fillStyle = '#246';
d.fillRect(20, 180 - Number(c.dataset.load), 80, Number(c.dataset.load)); d.fillRect(140, 100, 80, 80);</script></body></html>`;
}

/** A picture that a server writes anew for each who asks: other bytes each time. */
async function photograph(): Promise<Buffer> {
  views += 1;
  const bar = await sharp({ create: { width: 80, height: load, channels: 3, background: '#224466' } })
    .png()
    .toBuffer();
  const ground = sharp({ create: { width: 640, height: 240, channels: 3, background: '#ccddee' } });
  const quality = 80 + (views % 10);
  return ground
    .composite([{ input: bar, left: 40, top: 220 - load }])
    .jpeg({ quality })
    .toBuffer();
}

function camera(_request: unknown, response: ServerResponse): void {
  void photograph().then((bytes) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes));
}

function torn(_request: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/jpeg' }).end(Buffer.from('ffd8ffe000104a464946', 'hex'));
}

beforeAll(async () => {
  const answer = (moves: boolean) => (_request: unknown, response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end(board(moves));
  const pages = {
    '/board': answer(false),
    '/moving': answer(true),
    '/camera.jpg': camera,
    '/torn.jpg': torn,
  };
  site = await startSite(pages, { host: '127.0.0.1' });
  stack = await serveWebloom(inject('services'), {
    name: 'picture-watch',
    host: `127.0.0.1:${site.port}`,
    counts: { renderer: 1 },
  });
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

async function createJob(path: string, changes: object = {}): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name: `${path} ${JSON.stringify(changes)}`,
    config: {
      source: { kind: 'pages', urls: [site.url(path)] },
      schedule: { kind: 'interval', everyMs: 86_400_000 },
      changes: { watch: 'picture', ...changes },
      fetch: { obeyRobots: false },
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

async function endingOf(jobId: string): Promise<string> {
  const { runId } = await run(jobId);
  return (await stack.api.runPages(runId)).items.map(({ reason }) => String(reason)).join(' ');
}

const changesOf = async (jobId: string) => (await stack.api.changes({ jobId })).items;

test('what is drawn and never said is told, with the place, and what it says is not', async () => {
  load = 40;
  const jobId = await createJob('/board');
  await run(jobId);
  words = 'One service is late.';
  expect(await endingOf(jobId)).toBe('same-picture');
  load = 150;
  expect(await endingOf(jobId)).toBe('changed');
  const [change, ...others] = await changesOf(jobId);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: 'picture', state: 'confirmed', step: 'picture', blocks: [] });
  const [region] = change?.picture?.regions ?? [];
  // The bar of the chart: 80 px wide, from 20 px of the canvas on.
  expect([region?.x, region?.width]).toEqual([40, 80]);
  expect(change?.summary).toContain('1 region changed');
  const pictures = [change?.fromSnapshot, change?.toSnapshot].map(async (id) => {
    const answer = await fetch(
      `${stack.webloom.apiUrl}/v1/snapshots/${encodeURIComponent(String(id))}/picture`,
    );
    return `${answer.status} ${answer.headers.get('content-type')}`;
  });
  expect(await Promise.all(pictures)).toEqual(['200 image/webp', '200 image/webp']);
});

test('what moves by itself is learned from looks at once, and tells nothing', async () => {
  load = 40;
  const jobId = await createJob('/moving');
  await run(jobId);
  expect(await endingOf(jobId)).toBe('same-picture');
  load = 120;
  expect(await endingOf(jobId)).toBe('changed');
  const told = await changesOf(jobId);
  expect(told.map(({ picture }) => picture?.count)).toEqual([1]);
  expect(await endingOf(jobId)).toBe('same-picture');
});

test('places and a threshold say what is told', async () => {
  load = 40;
  const advert = await createJob('/board', { picture: { include: ['#advert'] } });
  const without = await createJob('/board', { picture: { exclude: ['#chart'] } });
  const large = await createJob('/board', { picture: { thresholdPercent: 20 } });
  await Promise.all([run(advert), run(without), run(large)]);
  load = 90;
  const endings = await Promise.all([advert, without, large].map((jobId) => endingOf(jobId)));
  expect(endings).toEqual(['same-picture', 'same-picture', 'held-back']);
});

test('a place that is not in the picture is told as lost', async () => {
  const jobId = await createJob('/board', { picture: { include: ['#chart'] } });
  await run(jobId);
  const { version } = await stack.api.job(jobId);
  await stack.api.changeJob(jobId, { config: { changes: { picture: { include: ['#gone'] } } } }, version);
  expect(await endingOf(jobId)).toBe('part-lost');
});

test('a file that is a picture is told by what it shows, not by its bytes', async () => {
  load = 60;
  const jobId = await createJob('/camera.jpg');
  await run(jobId);
  expect(await endingOf(jobId)).toBe('same-picture');
  load = 160;
  expect(await endingOf(jobId)).toBe('changed');
  const [change, ...others] = await changesOf(jobId);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: 'picture', state: 'confirmed' });
  const [region] = change?.picture?.regions ?? [];
  expect([region?.x, region?.width]).toEqual([40, 80]);
});

test('a damaged picture file says so', async () => {
  const jobId = await createJob('/torn.jpg');
  const { runId } = await run(jobId);
  const [page] = (await stack.api.runPages(runId)).items;
  expect(page).toMatchObject({ outcome: 'failed', reason: 'no-picture' });
  const story = await stack.api.story(runId, page?.urlKey ?? '');
  expect(JSON.stringify(story)).toContain('the browser can not draw this kind of picture, or it is damaged');
});

test('the preview of a picture file offers what it shows first, and its bytes after', async () => {
  const { suggestions } = await stack.api.preview({ url: site.url('/camera.jpg') });
  expect(suggestions.map(({ kind, title }) => [kind, title])).toEqual([
    ['picture', 'What this picture shows'],
    ['text', 'This file'],
  ]);
  expect(suggestions[0]?.job).toMatchObject({ config: { changes: { watch: 'picture' } } });
});
