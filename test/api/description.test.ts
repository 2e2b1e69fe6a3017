// The description of the API says what everything is: each member of each document, each parameter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

interface Described {
  readonly description?: string;
  readonly $ref?: string;
}

let harness: Harness;
let api: {
  components: { schemas: Record<string, Described>; parameters: Record<string, Described> };
  paths: unknown;
};
beforeAll(async () => {
  harness = await createHarness();
  api = (await harness.app.inject('/openapi.json')).json();
});
afterAll(() => harness.app.close());

/** Calls `see` for every object below, with its place. */
function walk(
  value: unknown,
  place: string,
  see: (node: Record<string, unknown>, place: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) see(value as Record<string, unknown>, place);
  for (const [name, part] of Object.entries(value)) walk(part, `${place}/${name}`, see);
}

/** Said of the member itself, or of the document it refers to. */
function isDescribed(member: Described): boolean {
  const target = member.$ref?.split('/').at(-1);
  return (member.description ?? (target && api.components.schemas[target]?.description) ?? '') !== '';
}

test('every member of every document is described', () => {
  const silent: string[] = [];
  let members = 0;
  walk(api, '', (node, place) => {
    if (typeof node['properties'] !== 'object' || node['properties'] === null) return;
    for (const [name, member] of Object.entries(node['properties'])) {
      members += 1;
      if (!isDescribed(member as Described)) silent.push(`${place}/${name}`);
    }
  });
  expect(members).toBeGreaterThan(500);
  expect(silent).toEqual([]);
});

test('every parameter is described', () => {
  const silent: string[] = [];
  walk(api.paths, '', ({ parameters }, place) => {
    if (!Array.isArray(parameters)) return;
    for (const given of parameters as { name: string; description?: string; $ref?: string }[]) {
      const { description = '' } = api.components.parameters[given.$ref?.split('/').at(-1) ?? ''] ?? given;
      if (description === '') silent.push(`${place}: ${given.name}`);
    }
  });
  expect(silent).toEqual([]);
});
