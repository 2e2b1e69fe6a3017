// The schema of job files from the command line, and files that name theirs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-schema-'));
let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await harness.app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the schema of a job is printed, of nothing else', async () => {
  const printed = await runCli(['schema', 'job'], {});
  expect(JSON.parse(printed.out)).toHaveProperty('$schema');
  const other = await runCli(['schema', 'run'], {});
  expect(other.code).not.toBe(0);
  expect(other.err).toContain('webloom schema job');
});

test('a file that names its schema is applied', async () => {
  const file = join(folder, 'kettle.json');
  const source = { kind: 'pages', urls: ['https://shop.example/kettle'] };
  writeFileSync(file, JSON.stringify({ $schema: '../job.schema.json', name: 'Kettle', config: { source } }));
  expect((await runCli(['apply', '-f', file, '--api', api], {})).out).toContain('1 to create');
});
