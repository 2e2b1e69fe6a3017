// One thing has one name over all routes: a name of before may stand only where it is marked as deprecated.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

interface Form {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Form[];
  readonly enum?: readonly unknown[];
  readonly deprecated?: boolean;
}

const TYPES: Readonly<Record<string, string>> = { text: 'string', 'yes or no': 'boolean', list: 'array' };
/** Members that have a former name and are another thing. */
const OTHER_THINGS = new Set([
  // What is known of a file, which has no state of its own.
  'robots/status',
  // How one attempt to send ended.
  'lasttest/ok',
  // An id or a name.
  'dependents/job',
  // Of `checks`, which is deprecated as a whole; its items stand twice, so they are a component of their own.
  'check/ok',
]);

let harness: Harness;
let api: { components: { schemas: Record<string, Form> } };
beforeAll(async () => {
  harness = await createHarness();
  api = (await harness.app.inject('/openapi.json')).json();
});
afterAll(() => harness.app.close());

/** `name type` of every former name in the table of the document. */
function formerNames(): Set<string> {
  const text = readFileSync('docs/contracts.md', 'utf8').split('## 13. Names in the API')[1] ?? '';
  const found = [...text.matchAll(/`(\w+)` \((text|yes or no|list)\)/g)];
  return new Set(found.map(([, name = '', form = '']) => `${name} ${TYPES[form]}`));
}

function typesOf(form: Form): string[] {
  const target = api.components.schemas[form.$ref?.split('/').at(-1) ?? ''];
  if (target !== undefined) return typesOf(target);
  return [[form.type ?? []].flat(), (form.anyOf ?? []).flatMap(typesOf)].flat();
}

/** Every member of an answer or a body below, with the name of what it is a member of. */
function members(value: unknown, parent: string): [parent: string, name: string, form: Form][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (name !== 'properties' || typeof part !== 'object' || part === null)
      return members(part, name === 'items' || name === 'anyOf' || /^\d+$/.test(name) ? parent : name);
    return Object.entries(part).flatMap(([member, form]: [string, Form]) => [
      [parent, member, form] as [string, string, Form],
      // What is inside a member of before goes with it.
      ...(form.deprecated === true ? [] : members(form, member)),
    ]);
  });
}

test('no member has a former name of something, unless it is marked deprecated', () => {
  const former = formerNames();
  expect(former.size).toBeGreaterThan(8);
  const wrong = members(api, '')
    .filter(
      ([, name, form]) =>
        form.deprecated !== true && typesOf(form).some((type) => former.has(`${name} ${type}`)),
    )
    .map(([parent, name]) => `${parent}/${name}`)
    .filter((place) => !OTHER_THINGS.has(place.toLowerCase()));
  expect([...new Set(wrong)]).toEqual([]);
});

test('whatever is deprecated says what took its place', () => {
  const marked = members(api, '').filter(([, , form]) => form.deprecated === true);
  expect(marked.map(([, name]) => name)).toEqual(
    expect.arrayContaining(['activeRunId', 'ready', 'checks', 'problems']),
  );
  for (const [parent, name, form] of marked)
    expect((form as { description?: string }).description, `${parent}/${name}`).toMatch(/^Deprecated.*use `/);
});

test('what took the place of a former name says the same', async () => {
  const health = (await harness.app.inject('/v1/health')).json();
  expect(health.status).toBe(health.state === 'ok' ? 'healthy' : 'degraded');
  const ready = (await harness.app.inject('/readyz')).json();
  expect(ready.ready).toBe(ready.state === 'ok');
  expect(ready.parts.map(({ id }: { id: string }) => id)).toEqual(
    ready.checks.map(({ name }: { name: string }) => name),
  );
});
