// The description of the API by the rules of Redocly, a linter for such descriptions, which others hold against it too.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

/** It had grown to 4,450 when each operation spelt out the answers that all have; 600,000 bytes for 202 operations are the bound. */
const MAX_BYTES_OF_OPERATION = 2_970;

let harness: Harness;
let text: string;
beforeAll(async () => {
  harness = await createHarness();
  text = (await harness.app.inject('/openapi.json')).body;
});
afterAll(() => harness.app.close());

test('the recommended rules find nothing, not even a warning', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: text, absoluteRef: '/openapi.json', config });
  expect(
    problems.map(({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer}`),
  ).toEqual([]);
});

test('what stands again and again is a component', () => {
  const { paths } = JSON.parse(text);
  const operations = Object.values<object>(paths).flatMap((methods) =>
    Object.keys(methods).filter((name) => ['get', 'post', 'put', 'patch', 'delete'].includes(name)),
  );
  expect(text.length / operations.length).toBeLessThan(MAX_BYTES_OF_OPERATION);
  interface Answer {
    readonly $ref?: string;
    readonly content?: object;
  }
  const answers = Object.values<Record<string, { responses: Record<string, Answer> }>>(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ responses }) => responses['401'] ?? [])
    // Feeds answer readers of feeds, in plain text.
    .filter(({ content = {} }) => !('text/plain' in content));
  expect(answers.length).toBeGreaterThan(100);
  expect(new Set(answers.map(({ $ref }) => $ref))).toEqual(new Set(['#/components/responses/Unauthorized']));
});

test('so is what the items of the same list are, wherever it stands', () => {
  const { components } = JSON.parse(text);
  for (const form of ['RuleTrialInput', 'PreviewRequestInput'])
    expect(components.schemas[form].properties.fields.items).toHaveProperty('$ref');
});

test('the description begins with keys, lists, sending again, errors and streams', () => {
  const { info, servers } = JSON.parse(text);
  for (const heading of ['Keys', 'Lists', 'Sending again', 'Errors', 'Streams', 'Names'])
    expect(info.description).toContain(`## ${heading}\n`);
  expect(servers).toEqual([{ url: '/', description: expect.any(String) }]);
});

test('the stream of events says which form its events have', () => {
  const { paths, components } = JSON.parse(text);
  const { schema } = paths['/v1/events'].get.responses['200'].content['text/event-stream'];
  expect(schema.contentSchema).toEqual({ $ref: '#/components/schemas/StreamEvent' });
  expect(components.schemas.StreamEvent.properties.type.enum).toContain('page.changed');
});
