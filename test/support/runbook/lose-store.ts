// The database and the data folder are lost after a backup was taken, and restored from it into a new folder.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { RunbookScene } from './scene.ts';

const WITHIN_MS = 60_000;
const BACKUP = '/backup/webloom';
const RESTORED = '/var/lib/webloom-new';

export async function loseAndRestore(scene: RunbookScene): Promise<() => Promise<void>> {
  const { stack, services, pages } = scene;
  const source = { kind: 'pages' as const, urls: [pages.site.url('/page-3.html')] };
  await stack.api.createJob({ name: 'reed', config: { source, changes: { sampleNoise: false } } });
  expect(await ledgerOfRun(scene)).toMatchObject({ stored: 1 });
  const jobs = (await stack.api.jobs({})).items.map(({ name }) => name);
  expect((await scene.run(`webloom backup ${BACKUP}`)).out).toContain('✓ Backup bak_');
  const key = scene.folderOf('secret.key');
  copyFileSync(join(stack.dataDir, 'secret.key'), key);
  await stack.webloom.stop();
  rmSync(stack.dataDir, { recursive: true });
  await dropDatabase(services.addresses.mongoUri, stack.namespace);
  return async () => {
    const folder = scene.folderOf(RESTORED);
    copyFileSync(key, join(folder, 'secret.key'));
    await scene.begin(folder);
    expect((await scene.stack.api.jobs({})).items.map(({ name }) => name)).toEqual(jobs);
    // Compared with the version that was restored.
    expect(await ledgerOfRun(scene)).toMatchObject({ unchanged: 1 });
  };
}

async function ledgerOfRun(scene: RunbookScene): Promise<object> {
  const { api } = scene.stack;
  const { items } = await api.jobs({ q: 'reed' });
  const { runId } = await eventually(
    () => api.act(items[0]?.jobId ?? '', 'start').catch(() => null),
    WITHIN_MS,
  );
  return eventually(async () => {
    const { state, ledger } = await api.run(runId ?? '');
    return state === 'completed' ? ledger : null;
  }, WITHIN_MS);
}

async function dropDatabase(mongoUri: string, name: string): Promise<void> {
  const client = new MongoClient(mongoUri);
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
