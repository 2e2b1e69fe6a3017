import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../../adapters/env/config.ts';
import { isWebloomError } from '../../../domain/system/errors.ts';

const ADDRESS = { WEBLOOM_MODEL_URL: 'http://127.0.0.1:11434/v1', WEBLOOM_MODEL: 'qwen3:8b' };

function faultsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return error.message;
  }
}

test('no language model is asked unless its address is set', () => {
  expect(readConfig({}).model).toBeNull();
});

test('a model has an address, a name, a bound and perhaps a key', () => {
  expect(readConfig(ADDRESS).model).toEqual({
    url: 'http://127.0.0.1:11434/v1',
    name: 'qwen3:8b',
    key: null,
    tokensPerDay: 200_000,
  });
  const more = { WEBLOOM_MODEL_URL: 'https://models.example/v1/', WEBLOOM_MODEL_TOKENS_PER_DAY: '5000' };
  expect(readConfig({ ...ADDRESS, ...more, WEBLOOM_MODEL_KEY: 'sk-1' }).model).toMatchObject({
    url: 'https://models.example/v1',
    key: 'sk-1',
    tokensPerDay: 5_000,
  });
});

test('the key may stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'key');
  writeFileSync(file, 'sk-of-a-file\n');
  expect(readConfig({ ...ADDRESS, WEBLOOM_MODEL_KEY_FILE: file }).model?.key).toBe('sk-of-a-file');
  expect(faultsOf({ ...ADDRESS, WEBLOOM_MODEL_KEY_FILE: join(folder, 'none') })).toContain(
    'WEBLOOM_MODEL_KEY_FILE names a file that can not be read',
  );
  writeFileSync(file, 'two words\n');
  const fault = faultsOf({ ...ADDRESS, WEBLOOM_MODEL_KEY_FILE: file });
  expect(fault).toContain('WEBLOOM_MODEL_KEY_FILE holds no key');
  expect(fault).not.toContain('two words');
});

test.each([
  [{ WEBLOOM_MODEL: 'x' }, 'WEBLOOM_MODEL is of no use without WEBLOOM_MODEL_URL'],
  [{ WEBLOOM_MODEL_KEY: 'sk-1' }, 'WEBLOOM_MODEL_KEY is of no use without WEBLOOM_MODEL_URL'],
  [{ WEBLOOM_MODEL_URL: 'http://127.0.0.1:1/v1' }, 'WEBLOOM_MODEL is needed beside WEBLOOM_MODEL_URL'],
  [{ ...ADDRESS, WEBLOOM_MODEL_URL: 'localhost:11434' }, 'must be the address of an OpenAI-compatible API'],
  [{ ...ADDRESS, WEBLOOM_MODEL_URL: 'http://a:s3cret@b/v1' }, 'must hold no user and no password'],
  [{ ...ADDRESS, WEBLOOM_MODEL_URL: 'http://a/v1/chat/completions' }, 'must end before /chat/completions'],
  [{ ...ADDRESS, WEBLOOM_MODEL_URL: 'http://a/v1?key=s3cret' }, 'must end with its path'],
  [{ ...ADDRESS, WEBLOOM_MODEL: 'two words' }, 'must be the name of a model'],
  [{ ...ADDRESS, WEBLOOM_MODEL_KEY: 's3cret key' }, 'WEBLOOM_MODEL_KEY holds no key'],
  [{ ...ADDRESS, WEBLOOM_MODEL_KEY: 'a', WEBLOOM_MODEL_KEY_FILE: '/b' }, 'keep one'],
  [{ ...ADDRESS, WEBLOOM_MODEL_TOKENS_PER_DAY: '0' }, 'must be a whole number from 1'],
])('%o is refused with what to do, and without the key', (env, words) => {
  const fault = faultsOf(env as Record<string, string>);
  expect(fault).toContain(words);
  expect(fault).not.toContain('s3cret');
});
