// `webloom/client` is what the description of the API says: a method for each operation, asked as the description has it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AskedRequest } from '../../api/client/answer.ts';
import { isNode, membersOf } from '../../api/description/node.ts';
import type { CallTable } from '../../api/package/call.ts';
import { clientTypes } from '../../api/package/client-types.ts';
import { createClientOf, everyItem } from '../../api/package/core.ts';
import { describeAlone } from '../../api/package/describe-alone.ts';
import { type Described, readOperations } from '../../api/package/read-description.ts';
import { typeOf } from '../../api/package/schema-type.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
let baseUrl: string;
let served: Record<string, unknown>;
let operations: readonly Described[];
let calls: CallTable;
beforeAll(async () => {
  harness = await createHarness();
  baseUrl = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  served = (await harness.app.inject('/openapi.json')).json();
  operations = readOperations(served);
  calls = Object.fromEntries(operations.map(({ id, call }) => [id, call]));
});
afterAll(() => harness.app.close());

test('it is made from the description that the API serves', async () => {
  const { paths, components } = await describeAlone();
  expect({ paths, components }).toEqual({ paths: served['paths'], components: served['components'] });
});

/** A client whose requests are noted, and answered with nothing. */
function noting() {
  const noted: { url: URL; asked: AskedRequest }[] = [];
  const answer = new Response('{}');
  const client = createClientOf(calls, {
    baseUrl: 'http://api.test',
    apiKey: 'wl_key',
    fetch: async (url, asked) => {
      noted.push({ url, asked });
      return answer.clone() as unknown as Response & { body: AsyncIterable<Uint8Array> };
    },
  });
  return { client, noted };
}

test('each operation is asked by the method and the path that it is described with', async () => {
  const { client, noted } = noting();
  const others = operations.filter(({ call }) => call.answer !== 'events');
  for (const { id, args } of others)
    await client[id]?.(
      Object.fromEntries(args.map(({ name }) => [name, name === 'body' ? {} : `a/${name}`])),
    );
  expect(others.length).toBeGreaterThan(190);
  expect(noted.map(({ url, asked }) => `${asked.method} ${url.pathname}`)).toEqual(
    others.map(({ call }) => `${call.method} ${call.path.replaceAll(/\{(\w+)\}/g, 'a%2F$1')}`),
  );
  expect(noted.map(({ url }) => [...url.searchParams.keys()])).toEqual(others.map(({ call }) => call.query));
  for (const { asked } of noted) expect(asked.headers['authorization']).toBe('Bearer wl_key');
});

test('headers have arguments of their own', async () => {
  const { client, noted } = noting();
  await client['changeJob']?.({ jobId: 'job_a', ifMatch: '"3"', body: { name: 'x' } });
  expect(noted[0]?.asked).toMatchObject({
    method: 'PATCH',
    headers: { 'if-match': '"3"', 'content-type': 'application/json' },
    body: '{"name":"x"}',
  });
});

test.each([
  [{ jobID: 'job_a' }, 'getJob knows no argument "jobID". It takes jobId.'],
  [{}, 'getJob needs "jobId".'],
  [{ jobId: '' }, 'getJob needs "jobId".'],
  [{ jobId: {} }, '"jobId" has to be a text or a number.'],
])('arguments %j are refused before anything is sent', async (args, message) => {
  const { client, noted } = noting();
  await expect(client['getJob']?.(args)).rejects.toThrow(message);
  expect(noted).toEqual([]);
});

test('a base address that is none is refused at once', () => {
  expect(() => createClientOf(calls, { baseUrl: '127.0.0.1:4600' })).toThrow('is no address');
});

test('a real API answers: documents, refusals by their code, bytes, texts, and lists item by item', async () => {
  const client = createClientOf(calls, { baseUrl });
  await putJob(harness, 'completed', { jobId: 'job_a' });
  await putJob(harness, 'completed', { jobId: 'job_b' });
  expect(await client['getJob']?.({ jobId: 'job_a' })).toMatchObject({ jobId: 'job_a', state: 'completed' });
  await expect(client['getJob']?.({ jobId: 'job_none' })).rejects.toMatchObject({
    code: 'not-found',
    facts: { status: 404 },
  });
  await expect(client['getPagePicture']?.({ pageId: 'p' })).rejects.toMatchObject({ code: 'not-found' });
  expect(await client['exportJobsCsv']?.()).toContain('job_a');
  const ids = new Set<string>();
  const rows = everyItem(async (cursor) => {
    const page = await client['listJobs']?.({ limit: 1, cursor });
    return page as { items: { jobId: string }[]; nextCursor: string | null };
  });
  for await (const { jobId } of rows) ids.add(jobId);
  expect(ids).toEqual(new Set(['job_a', 'job_b']));
});

test('a call ends by its signal, with the reason of it', async () => {
  const client = createClientOf(calls, { baseUrl });
  const reason = new Error('no longer wanted');
  await expect(client['listJobs']?.({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('every form and every member that is described has its comment in the declarations', () => {
  const types = clientTypes(served, '0.1.0');
  const components = membersOf(served['components']);
  const forms = membersOf(components.find(([name]) => name === 'schemas')?.[1]);
  for (const [name] of forms) expect(types).toContain(`export type ${name} = `);
  expect(types).not.toMatch(/\bany\b;|undefined\b(?=\()/);
  const described = forms
    .flatMap(([, form]) => membersOf(form['properties']))
    .filter(([, member]) => isNode(member));
  const comments = types.match(/^ {2}\/\*\* /gm) ?? [];
  expect(comments.length).toBeGreaterThan(described.length / 2);
});

test.each([
  [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
    'readonly (string | number)[]',
  ],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name: string]: number }'],
  [{ allOf: [{ $ref: '#/components/schemas/Job' }, { $ref: '#/components/schemas/Run' }] }, 'Job & Run'],
  [
    { type: 'object', properties: { 'a-b': { type: 'string' } }, required: ['a-b'] },
    '{\n  "a-b": string;\n}',
  ],
  [
    { type: 'object', properties: { a: { description: 'Ends */ here.' } } },
    '{\n  /** Ends *\\/ here. */\n  a?: unknown | undefined;\n}',
  ],
  [{ const: 3 }, '3'],
  [{}, 'unknown'],
  [false, 'never'],
])('the type of %j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});
