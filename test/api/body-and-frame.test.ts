// Which parts of a page are body and which frame: of a preview and of a stored version alike, by the rules of the job and by
// those that are tried; and in the picture of a version.
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { createHarness, type Harness, putJob } from './harness.ts';
import { createPreviewScene, HTML } from './preview-scene.ts';

const PROSE = 'The mill in the valley turns again every Sunday until the autumn, and everybody may come. ';
const PAGE = `<html><head><title>Mill</title></head><body><main><h1>The mill</h1><p>${PROSE.repeat(3)}</p>
<div class="tours"><p>Tours</p></div></main><footer><p class="hours">Monday 9 to 12</p><p>Imprint</p></footer></body></html>`;
const PLACED = /data-node="\d+" data-place=/;
const TEXTS = ['The mill', PROSE.repeat(3).trim().slice(0, 160), 'Tours', 'Monday 9 to 12', 'Imprint'];

interface Shown {
  readonly harness: Harness;
  readonly at: string;
}

async function previewed(changes: object = {}): Promise<Shown> {
  const { preview, harness } = await createPreviewScene({ body: PAGE, headers: HTML });
  const { body } = await preview({ url: 'https://shop.example/mill', changes });
  return { harness, at: `/v1/previews/${body.previewId}` };
}

async function stored(changes: object = {}): Promise<Shown> {
  const harness = await createHarness();
  const { blobs, pages, history } = harness.ports;
  await (blobs as BlobStore).put('body', brotliCompressSync(Buffer.from(PAGE)));
  await putJob(harness, 'created', { jobId: 'job' });
  const payload = { config: { changes } };
  const { statusCode } = await harness.app.inject({ method: 'PATCH', url: '/v1/jobs/job', payload });
  expect(statusCode).toBe(200);
  await pages.write([{ id: 'job:m', expectedV: 0, order: 1, set: samplePage('job', 'm') }]);
  const snapshot = sampleSnapshot('job:m', 1, { bodyKey: 'body', contentType: 'text/html' });
  await history.insertSnapshots([snapshot]);
  return { harness, at: `/v1/snapshots/${encodeURIComponent(snapshot._id)}` };
}

async function select({ harness, at }: Shown, payload: object) {
  const response = await harness.app.inject({ method: 'POST', url: `${at}/select`, payload });
  expect([response.statusCode, response.body.slice(0, 300)]).toEqual([200, expect.anything()]);
  return response.json();
}

describe.each([
  ['a preview', previewed],
  ['a stored version', stored],
])('the parts of %s', (_what, shownOf) => {
  it('say whether they are body or frame', async () => {
    const { harness, at } = await shownOf();
    const { items } = (await harness.app.inject(`${at}/outline`)).json();
    expect(items.map(({ text }: { text: string }) => text)).toEqual(TEXTS);
    expect(items.map(({ place }: { place: string }) => place)).toEqual([
      'body',
      'body',
      'body',
      'frame',
      'frame',
    ]);
  });

  it('stand elsewhere by the names that are tried, as the outermost elements of one place', async () => {
    const shown = await shownOf();
    const { items } = (await shown.harness.app.inject(`${shown.at}/outline`)).json();
    const nodes = items.map(({ node }: { node: number }) => node);
    const plain = (await select(shown, {})).places;
    expect(plain.parts).toEqual(['body', 'body', 'body', 'frame', 'frame']);
    expect([plain.body.length, plain.frame.length, plain.own]).toEqual([1, 1, []]);
    const named = (await select(shown, { bodyParts: ['.hours'], frameParts: ['.tours'] })).places;
    expect(named.parts).toEqual(['body', 'body', 'frame', 'body', 'frame']);
    expect(named.body).toEqual([nodes[0], nodes[1], nodes[3]]);
    expect(named.frame).toEqual([nodes[2] - 1, nodes[4]]);
    expect((await select(shown, { exclude: ['.tours'] })).places.parts[2]).toBe('left-out');
  });

  it('are named by a selector of what is picked, and a part has no frame', async () => {
    const shown = await shownOf();
    const { items } = (await shown.harness.app.inject(`${shown.at}/outline`)).json();
    const picked = await select(shown, { node: items[3].node });
    expect(picked).toMatchObject({ selector: '.hours', places: null });
  });

  it('are refused with the place of a selector that is none', async () => {
    const { harness, at } = await shownOf();
    const payload = { bodyParts: ['ok', 'p['], frameParts: ['ok'] };
    const { statusCode, body } = await harness.app.inject({ method: 'POST', url: `${at}/select`, payload });
    expect(statusCode).toBe(422);
    const pointers = JSON.parse(body).errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(['/bodyParts/1', '/frameParts/0']);
  });
});

describe('a stored version', () => {
  const named = { bodyParts: ['.hours'], frameParts: ['.tours'] };

  it('is divided by the names its job has now, unless others are given', async () => {
    const shown = await stored(named);
    expect((await select(shown, {})).places.parts).toEqual(['body', 'body', 'frame', 'body', 'frame']);
    expect((await select(shown, { bodyParts: [] })).places.parts[3]).toBe('frame');
    const { items } = (await shown.harness.app.inject(`${shown.at}/outline`)).json();
    expect(items[3]).toMatchObject({ text: 'Monday 9 to 12', place: 'body' });
  });

  it('shows both in its picture where that is asked for, and with a script only where one is', async () => {
    const { harness, at } = await stored(named);
    const show = (query: string) => harness.app.inject(`${at}/content?as=page${query}`);
    expect((await show('')).body).not.toMatch(PLACED);
    const placed = await show('&places=true');
    expect(placed.body).toMatch(/<div data-node="\d+" data-place="frame" class="tours">/);
    expect(placed.body).toMatch(/<p data-node="\d+" data-place="body" class="hours">/);
    expect(placed.body).not.toContain('<script');
    const picked = await show('&picker=true');
    expect(picked.headers['content-security-policy']).toMatch(/^sandbox allow-scripts.*script-src 'nonce-/);
    expect(picked.body).toContain('<script nonce=');
  });

  it('of a job that watches a part has no frame', async () => {
    const shown = await stored({ scope: { include: ['main'], exclude: [] } });
    const { harness, at } = shown;
    expect((await select(shown, {})).places).toBeNull();
    const { items } = (await harness.app.inject(`${at}/outline`)).json();
    expect(new Set(items.map(({ place }: { place: string }) => place))).toEqual(new Set(['body']));
    expect((await harness.app.inject(`${at}/content?as=page&places=true`)).body).not.toMatch(PLACED);
  });
});
