// Texts that urlwatch and webchanges knew, taken over with their job list by an import over the API: what becomes of markup, of a job
// without a text, and of a database that comes alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportReportView } from '../../api/client/client.ts';
import { packZip } from '../../domain/reading/content/archive/pack-zip.ts';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  harness.now = Date.parse('2027-01-01T00:00:00Z');
});
afterEach(() => harness.app.close());

const FOLDER = join(import.meta.dirname, '../support/snapshots');

async function send(...names: readonly string[]): Promise<Awaited<ReturnType<Harness['app']['inject']>>> {
  const files = names.map((name): [string, Uint8Array] => [name, readFileSync(join(FOLDER, name))]);
  const [[, only] = ['', new Uint8Array()]] = files;
  const payload = Buffer.from(files.length === 1 ? only : packZip(new Map(files)));
  const headers = { 'content-type': 'application/octet-stream' };
  return harness.app.inject({ method: 'POST', url: '/v1/imports', payload, headers });
}

async function versionsOf(
  report: ImportReportView,
  name: string,
): Promise<{ from: string; links: { text: string } }[]> {
  const jobId = report.entries.find((entry) => entry.name === name)?.jobId ?? '';
  const { items } = (await harness.app.inject(`/v1/jobs/${jobId}/pages`)).json();
  if (items.length === 0) return [];
  return (await harness.app.inject(`/v1/pages/${items[0].pageId}/versions`)).json().items;
}

test.each([
  ['urlwatch', 'urlwatch.yaml', 'urlwatch-2.29.db', 'ShopTentsFrom 329 €'],
  ['webchanges', 'webchanges.yaml', 'webchanges-3.37.db', '# Tents\nFrom 329 €'],
])('what %s knew is the first version of each page', async (tool, list, database, text) => {
  const report = (await send(list, database)).json<ImportReportView>();
  const [version] = await versionsOf(report, 'Tents');
  expect(version).toMatchObject({ from: tool, at: expect.stringMatching(/^2026-12-02T/) });
  expect((await harness.app.inject(version?.links.text ?? '')).body).toBe(text);
  // Nothing is known of a job that never succeeded: it begins as any job.
  expect(await versionsOf(report, 'Never')).toEqual([]);
});

test('a job without a filter, whose text is the page itself, is read as the page', async () => {
  const report = (await send('urlwatch.yaml', 'urlwatch-2.29.db')).json<ImportReportView>();
  const [version] = await versionsOf(report, 'Boats as they are');
  expect((await harness.app.inject(version?.links.text ?? '')).body).toMatch(/^Boats\s+From 329 €$/);
});

test('a database that comes alone, or of another form, is answered with what to do', async () => {
  const alone = await send('urlwatch-2.25.db');
  expect([alone.statusCode, alone.json().detail]).toEqual([
    422,
    expect.stringContaining('a zip archive of both'),
  ]);
});
