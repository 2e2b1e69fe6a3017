// The box that seals, the key file, and how a process comes to its key.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../../adapters/env/config.ts';
import { createKeyFile, keyFile, readKeyFile } from '../../../adapters/secrets/key-file.ts';
import { openSecrets } from '../../../adapters/secrets/open-secrets.ts';
import { createTestBox } from '../../support/secret-box.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a sealed value', () => {
  const box = createTestBox(1);

  test('opens for its purpose alone, and never looks the same twice', () => {
    const sealed = box.seal('s3cret – 東京', 'cookie');
    expect(sealed).not.toContain('s3cret');
    expect(box.seal('s3cret – 東京', 'cookie')).not.toBe(sealed);
    expect(box.open(sealed, 'cookie')).toEqual({ ok: true, clear: 's3cret – 東京' });
    expect(box.open(sealed, 'authorization')).toMatchObject({ ok: false });
  });

  test.each([
    [
      'altered',
      (sealed: string) => `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`,
      'altered',
    ],
    ['cut short', (sealed: string) => sealed.slice(0, 30), 'altered'],
    ['of another key', () => createTestBox(2).seal('x', 'cookie'), createTestBox(2).keyId],
    ['of no form', () => 'sealed:v9:what', 'unknown'],
  ])('that is %s is refused with what to do', (_how, spoil, word) => {
    const result = box.open(spoil(box.seal('s3cret', 'cookie')), 'cookie');
    expect(result).toMatchObject({ ok: false, detail: expect.stringContaining(word) });
  });
});

describe('the key file', () => {
  test('is made once, for its owner alone, however many processes start together', async () => {
    const place = join(folder, 'data');
    const keys = await Promise.all([1, 2, 3, 4].map(() => createKeyFile(place)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(statSync(keyFile(place)).mode & 0o777).toBe(0o600);
    expect(statSync(place).mode & 0o777).toBe(0o700);
  });

  test('that others may read is closed to them', async () => {
    await createKeyFile(folder);
    chmodSync(keyFile(folder), 0o644);
    expect(await readKeyFile(folder)).toHaveLength(32);
    expect(statSync(keyFile(folder)).mode & 0o777).toBe(0o600);
  });

  test('that holds something else is told', async () => {
    writeFileSync(keyFile(folder), 'hello');
    await expect(readKeyFile(folder)).rejects.toThrow(/holds no key .*backup/);
  });
});

describe('a process', () => {
  const [one, two] = [1, 2].map((number) => Buffer.alloc(32, number).toString('base64'));
  const idOf = (number: number): string => createTestBox(number).keyId;
  const open = (env: Record<string, string>, needed: readonly string[]) =>
    openSecrets(readConfig({ WEBLOOM_DATA_DIR: folder, ...env }), { sealingKeys: async () => needed });

  test('makes a key where nothing is sealed yet, and finds it again', async () => {
    const { keyId } = await open({}, []);
    expect((await open({}, [keyId])).keyId).toBe(keyId);
  });

  test('makes none when the data needs another one', async () => {
    await expect(open({}, [idOf(1)])).rejects.toThrow(/encrypted with key .* is missing\. .*backup/);
    await expect(readKeyFile(folder)).resolves.toBeNull();
  });

  test('refuses a key that does not fit, takes it beside the old one or when the old one is lost', async () => {
    const wrong = open({ WEBLOOM_SECRET_KEY: two ?? '' }, [idOf(1)]);
    await expect(wrong).rejects.toThrow(`the key given is ${idOf(2)}`);
    await expect(wrong).rejects.not.toThrow(two);
    const rotated = await open({ WEBLOOM_SECRET_KEY: two ?? '', WEBLOOM_SECRET_KEY_OLD: one ?? '' }, [
      idOf(1),
    ]);
    expect(rotated.keyId).toBe(idOf(2));
    expect(rotated.open(createTestBox(1).seal('x', 'p'), 'p')).toEqual({ ok: true, clear: 'x' });
    expect((await open({ WEBLOOM_SECRET_KEY_OLD: 'lost' }, [idOf(1)])).keyId).toMatch(/^[0-9a-f]{8}$/);
  });

  test('changes from a key file to a key of its environment and back', async () => {
    const { keyId } = await open({}, []);
    const old = readFileSync(keyFile(folder), 'utf8').trim();
    const env = { WEBLOOM_SECRET_KEY: one ?? '', WEBLOOM_SECRET_KEY_OLD: old };
    expect((await open(env, [keyId])).keyId).toBe(idOf(1));
    rmSync(keyFile(folder));
    expect((await open({ WEBLOOM_SECRET_KEY_OLD: one ?? '' }, [idOf(1)])).keyId).not.toBe(idOf(1));
  });
});

test.each([
  ['WEBLOOM_SECRET_KEY', 'correct-horse'],
  ['WEBLOOM_SECRET_KEY_OLD', 'lost,battery-staple'],
])('%s=%s is refused unprinted', (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(name);
  expect(read).toThrow('openssl rand -base64 32');
  expect(read).not.toThrow(value);
});
