// The sentence of a language model about a change over HTTP: wanted by a job, shown as a model's wherever the change is, and why there is none.
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { InboxChange } from '../../domain/page/inbox.ts';
import { minutesLater, sampleChange, samplePage, START } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

const TEXT = 'It fell <b>to 9.90 €</b> & is "new".';
const states: Readonly<Record<string, InboxChange['modelSummary']>> = {
  written: { state: 'written', text: TEXT, model: 'qwen3:8b', at: START },
  waiting: { state: 'waiting', until: minutesLater(1), asked: 0 },
  none: { state: 'none', reason: 'tokens', detail: 'its tokens are used: A workspace has 9', at: START },
  unwanted: undefined,
};

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  await putJob(harness, 'completed', { jobId: 'job' });
  for (const [name, modelSummary] of Object.entries(states)) {
    await harness.ports.pages.write([
      { id: `job:${name}`, expectedV: 0, order: 1, set: samplePage('job', name) },
    ]);
    const fields = { state: 'confirmed', summary: 'The rules say this' } as const;
    await harness.ports.history.insertChanges([
      sampleChange(`job:${name}`, 1, { ...fields, ...(modelSummary !== undefined && { modelSummary }) }),
    ]);
  }
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject(url)).json();

test.each([
  ['written', { text: TEXT, model: 'qwen3:8b', why: null }],
  ['waiting', { text: null, model: null, why: 'the model has not answered yet' }],
  ['none', { text: null, model: null, why: 'its tokens are used: A workspace has 9' }],
  ['unwanted', null],
])('a change and its difference say of a sentence that is %s what there is', async (name, modelSummary) => {
  const change = await get(`/v1/changes/job:${name}:1`);
  expect(change).toMatchObject({ modelSummary, summary: 'The rules say this', severity: 'notable' });
  expect(await get(`/v1/changes/job:${name}:1/diff`)).toMatchObject({ modelSummary });
  const { items } = await get('/v1/changes');
  const listed = items.find(({ changeId }: { changeId: string }) => changeId === `job:${name}:1`);
  expect(listed.modelSummary).toEqual(modelSummary);
});

test.each(['rss', 'atom', 'json'])(
  'a feed as %s has it as text, named as a model’s, and no reasons',
  async (format) => {
    const { token } = (await harness.app.inject({ method: 'POST', url: '/v1/feed-token' })).json();
    const { body } = await harness.app.inject(`/v1/feeds/all.${format}?token=${token}`);
    expect(body.match(/A language model says/g)).toHaveLength(1);
    expect(body).toContain('The rules say this');
    expect(body).not.toContain('<b>to');
    expect(body).not.toContain('tokens are used');
  },
);

function noticed(notices: readonly { readonly code: string; readonly pointer: string }[]): string[] {
  return notices.flatMap(({ code, pointer }) => (code === 'no-language-model' ? [pointer] : []));
}

describe('a job', () => {
  const source = { kind: 'pages', urls: ['https://shop.example/tea'] };
  const create = (changes: object) =>
    harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: { config: { source, changes } } });

  it('wants none unless it says so, and takes that back', async () => {
    const usual = (await create({})).json();
    expect(usual.config.changes).not.toHaveProperty('modelSummary');
    const wanting = (await create({ modelSummary: true })).json();
    expect(wanting.config.changes).toMatchObject({ modelSummary: true });
    expect([usual, wanting].map(({ notices }) => noticed(notices))).toEqual([
      [],
      ['/config/changes/modelSummary'],
    ]);
    const patched = await harness.app.inject({
      method: 'PATCH',
      url: `/v1/jobs/${wanting.jobId}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({ config: { changes: { modelSummary: null } } }),
    });
    expect(patched.json().config.changes).not.toHaveProperty('modelSummary');
  });

  it('has it of its tag', async () => {
    await harness.app.inject({
      method: 'PUT',
      url: '/v1/tag-settings/news',
      payload: { settings: { changes: { modelSummary: true } } },
    });
    const payload = { tags: ['news'], config: { source } };
    const job = (await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload })).json();
    expect(job.config.changes).toMatchObject({ modelSummary: true });
  });

  it('is told what is wrong with another value', async () => {
    const refused = await create({ modelSummary: 'short' });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ pointer: '/config/changes/modelSummary' }]);
  });
});
