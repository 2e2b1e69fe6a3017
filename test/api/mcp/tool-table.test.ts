// The table of tools, and the document that lists it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOOLS, toolsFor } from '../../../api/mcp/tool-table.ts';

const text = readFileSync(new URL('../../../docs/mcp.md', import.meta.url), 'utf8');

test('the document lists each tool with its scope and effect', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+) \| (\w+) \|/gm)].map(([, ...row]) => row);
  expect(rows).toEqual(TOOLS.map(({ name, needs, effect }) => [name, needs, effect]));
});

test('the configurations in the document are JSON, and start what there is', () => {
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));
  expect(blocks).toMatchObject([
    { mcpServers: { webloom: { args: ['mcp', '--api', 'http://127.0.0.1:4600'] } } },
    { servers: { webloom: { type: 'http', url: 'http://127.0.0.1:4600/mcp' } } },
  ]);
});

test('a tool that changes something is for operators, and none other ends anything', () => {
  for (const { effect, needs, isDestructive = false } of TOOLS) {
    expect(effect === 'read').toBe(needs === 'viewer');
    if (isDestructive) expect(effect).toBe('change');
  }
  expect(toolsFor({ scope: 'admin', mayChange: false }).some(({ effect }) => effect === 'change')).toBe(
    false,
  );
  expect(toolsFor({ scope: 'viewer', mayChange: true }).every(({ effect }) => effect === 'read')).toBe(true);
});

test('names are words that every client takes', () => {
  for (const { name } of TOOLS) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(new Set(TOOLS.map(({ name }) => name)).size).toBe(TOOLS.length);
});
