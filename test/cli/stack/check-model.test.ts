import { expect, onTestFinished, test } from 'vitest';
import { checkModel } from '../../../cli/stack/doctor/check-model.ts';
import type { DoctorResult } from '../../../cli/stack/doctor/doctor-result.ts';
import { MODEL_KEY, type Saying, sends, startModelServer } from '../../support/model-server.ts';

async function looked(saying: Saying): Promise<DoctorResult> {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  server.saying = saying;
  return checkModel({
    WEBLOOM_MODEL_URL: server.url,
    WEBLOOM_MODEL: 'qwen3',
    WEBLOOM_MODEL_KEY: MODEL_KEY,
  });
}

function models(...names: readonly string[]): Saying {
  return sends(200, { object: 'list', data: names.map((id) => ({ id })) });
}

test('no model is nothing to mend', async () => {
  expect(await checkModel({})).toMatchObject({ status: 'ok', detail: 'none: nothing is sent to any' });
});

test.each([['qwen3'], ['qwen3:latest']])('a model that is there as %s is well', async (name) => {
  const { status, detail } = await looked(models('other', name));
  expect({ status, detail }).toEqual({
    status: 'ok',
    detail: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1 answers and has qwen3$/) as string,
  });
});

test('a name that it does not know is told beside those that it knows', async () => {
  expect(await looked(models('llama', 'phi'))).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('has no qwen3'),
    remedy: 'Set WEBLOOM_MODEL to one that it has: llama, phi',
  });
  expect(await looked(models())).toMatchObject({ remedy: 'Load a model there.' });
});

test('a refused key is told without the key', async () => {
  const result = await looked(sends(401, { error: `Incorrect API key provided: ${MODEL_KEY}` }));
  expect(result).toMatchObject({ status: 'fail', remedy: expect.stringContaining('WEBLOOM_MODEL_KEY') });
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('a server without a list is told as not known', async () => {
  expect(await looked(sends(404, {}))).toMatchObject({ status: 'warn' });
});

test('an address where nobody answers is a finding', async () => {
  const server = await startModelServer();
  await server.close();
  const found = await checkModel({ WEBLOOM_MODEL_URL: server.url, WEBLOOM_MODEL: 'qwen3' });
  expect(found).toMatchObject({ status: 'fail', detail: expect.stringContaining('ECONNREFUSED') });
});
