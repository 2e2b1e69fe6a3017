// The package that npm makes of Webloom: what is in it, and its command where it is installed, in a read-only folder with a
// space in its name, for a user who may write nowhere but in a folder of his own.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Installation,
  type PackedPackage,
  filesBelow,
  installPackage,
  packPackage,
} from '../support/package/packed-package.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAX_BYTES = 12 * 1024 * 1024;
const PACK_MS = 120_000;
/** "nobody" on every Linux. */
const NOBODY = 65_534;

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const PROGRAM = 'stranger.mts';
/** Each expected error is one that the compiler has to find. */
const STRANGER = `import { type Change, type Job, WebloomError, createClient, everyItem } from 'webloom/client';
const client = createClient({ baseUrl: 'http://127.0.0.1:4600', apiKey: process.env['KEY'] });
const job: Job = await client.getJob({ jobId: 'job_a' });
const made = await client.createJob({ body: { config: { source: { kind: 'pages', urls: [job.jobId] } } }, idempotencyKey: 'k' });
const texts: string[] = [];
for await (const change of everyItem((cursor) => client.listChanges({ cursor, limit: 50 }))) {
  const one: Change = change;
  texts.push(one.summary, made.jobId);
}
const bytes: Uint8Array = await client.getPagePicture({ pageId: 'p' }, { signal: AbortSignal.timeout(1_000) });
const csv: string = await client.exportJobsCsv();
for await (const event of client.streamEvents({ topics: 'change' })) texts.push(event.type);
// @ts-expect-error: there is no such argument
await client.getJob({ jobID: 'job_a' });
// @ts-expect-error: an argument is missing
await client.getJob();
// @ts-expect-error: not one of its words
await client.listJobs({ count: 'some' });
// @ts-expect-error: there is no such member
texts.push(job.nonsense);
const code: 'not-found' | string = new Error() instanceof WebloomError ? 'not-found' : String(bytes.length + csv.length);
export { code };
`;

const place = realpathSync(mkdtempSync(join(tmpdir(), 'webloom-package-')));
let packed: PackedPackage;
let installed: Installation;
let before: readonly string[];
beforeAll(async () => {
  packed = await packPackage(place);
  installed = await installPackage(packed, join(place, 'with a space'));
  before = filesBelow(installed.home);
  writeFileSync(join(installed.folder, PROGRAM), STRANGER);
  mkdirSync(join(installed.folder, 'node_modules/@types'));
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(installed.folder, 'node_modules/@types/node'));
  spawnSync('chmod', ['-R', 'a-w,a+rX', place]);
  mkdirSync(join(place, 'own'));
  chmodSync(join(place, 'own'), 0o777);
}, PACK_MS);
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', place]);
  rmSync(place, { recursive: true, force: true });
});

/** In a folder of the user’s, as somebody who may not write where the package lies. */
function call(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const someone = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const { PATH = '' } = process.env;
  const cwd = join(place, 'own');
  const env = { PATH, HOME: cwd, NO_COLOR: '1', ...settings };
  return spawnSync(installed.command, args, { encoding: 'utf8', cwd, env, ...someone });
}

test('it is small, and holds neither tests nor sources nor maps nor what somebody left lying about', () => {
  expect(packed.size).toBeLessThan(MAX_BYTES);
  const expected =
    /^(?:webloom|README\.md|LICENSE|CHANGELOG\.md|package\.json|cli\/(?:bootstrap|build\/[\w-]+)\.mjs|docs\/[\w-]+\.md|deploy\/.*\.(?:json|yml|service|env)|dist\/\.webloom-packed\.json|dist\/(?:bundled|command|embedded-store)\/.*\.js|dist\/client\/(?:client|core)\.(?:js|d\.ts)|dist\/workflow-bundle(?:-traced)?\.js|dist\/dashboard\/.*\.(?:html|js|css|svg|woff2|png|ico|br|gz|webmanifest))$/;
  expect(packed.paths.filter((path) => !expected.test(path))).toEqual([]);
  expect(packed.paths.filter((path) => /\btests?\b|\.test\.|run-tests/.test(path))).toEqual([]);
});

test('nothing in it names the folder it was built in, or is a key', () => {
  const telling = packed.paths.filter((path) => {
    const text = readFileSync(join(installed.home, path), 'latin1');
    return text.includes(ROOT) || /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[\w+/]{60}/.test(text);
  });
  expect(telling).toEqual([]);
});

test('it is whole: every entry that package.json names is there', () => {
  const { bin, files } = JSON.parse(readFileSync(join(installed.home, 'package.json'), 'utf8'));
  const plain = files.filter((path: string) => !/[*!]/.test(path));
  expect(plain.filter((path: string) => !packed.paths.some((each) => each.startsWith(path)))).toEqual([]);
  expect(packed.paths).toContain(bin.webloom.replace('./', ''));
});

test('its command tells version and help', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(call(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect(call(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('webloom up') });
});

test('its doctor looks at the machine, and at a data folder in the folder of the user', {
  timeout: PACK_MS,
}, () => {
  const { stdout } = call(['doctor', '--json']);
  expect(JSON.parse(stdout)).toContainEqual(
    expect.objectContaining({
      name: 'data folder',
      detail: expect.stringContaining(join(place, 'own', '.webloom')),
    }),
  );
});

test('it names itself as its user has to call it', () => {
  const { status, stderr } = call(['up'], { WEBLOOM_PROT: '1' });
  expect([status, stderr]).toEqual([8, expect.stringContaining('env -u WEBLOOM_PROT npx webloom up')]);
});

test('a stranger’s program compiles against its client, in the strictest way and without our sources', {
  timeout: PACK_MS,
}, () => {
  const settings = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext'];
  const args = [
    TSC,
    ...settings,
    '--target',
    'es2023',
    '--skipLibCheck',
    'false',
    '--types',
    'node',
    PROGRAM,
  ];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: installed.folder });
  expect([status, stdout]).toEqual([0, '']);
});

test('nothing was written where it lies', () => {
  expect(filesBelow(installed.home)).toEqual(before);
});
