// The examples in the description of the API are of the form that stands beside them, and the routes take them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Harness, createHarness } from './harness.ts';

type Members = Readonly<Record<string, unknown>> & { readonly $ref?: string };

interface Described {
  readonly paths: Readonly<
    Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Members }> } }>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Members>> };
}

let harness: Harness;
let api: Described;
beforeAll(async () => {
  harness = await createHarness({ apiKey: 'wl_secret' });
  api = (await harness.app.inject('/openapi.json')).json();
});
afterAll(() => harness.app.close());

/** Every schema below that has examples, with its place. */
function withExamples(value: unknown, place: string): [place: string, schema: Members][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) || !('examples' in value) || !Array.isArray(value.examples);
  const below = Object.entries(value).flatMap(([name, part]) => withExamples(part, `${place}/${name}`));
  return own ? below : [[place, { ...value }], ...below];
}

/** The schema alone, with what it refers to. */
function readable(schema: Members): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: api.components.schemas });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
}

function examplesOf(schema: Members | undefined): unknown[] {
  return Array.isArray(schema?.['examples']) ? schema['examples'] : [];
}

test('every example is of the form that stands beside it', () => {
  const found = withExamples(api, '');
  expect(found.length).toBeGreaterThanOrEqual(10);
  const wrong = found.flatMap(([place, schema]) => {
    const form = readable(schema);
    return examplesOf(schema).flatMap((example, at) => {
      const { error } = form.safeParse(example);
      return error === undefined ? [] : [`${place}/examples/${at}: ${z.prettifyError(error)}`];
    });
  });
  expect(wrong).toEqual([]);
});

test('every route takes the examples of its body', async () => {
  const refused: string[] = [];
  let sent = 0;
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, { requestBody }] of Object.entries(methods)) {
      const schema = requestBody?.content['application/json']?.schema;
      const target = (schema?.$ref ?? '').split('/').at(-1) ?? '';
      for (const payload of examplesOf(api.components.schemas[target] ?? schema)) {
        sent += 1;
        const answer = await harness.app.inject({
          method: method === 'patch' ? 'PATCH' : 'POST',
          url: path.replaceAll(/\{\w+\}/g, 'none'),
          headers: { authorization: 'Bearer wl_secret', 'idempotency-key': `example ${sent}` },
          payload: payload as object,
        });
        if (answer.statusCode === 400 || answer.statusCode === 422)
          refused.push(`${method} ${path}: ${answer.body}`);
      }
    }
  expect(sent).toBeGreaterThanOrEqual(10);
  expect(refused).toEqual([]);
});
