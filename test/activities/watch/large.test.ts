// Pages with very many lines, nodes and matches: what is beyond the first thousands is compared like the rest.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];

const COUNT = 20_000;
const numbers = Array.from({ length: COUNT }, (_, at) => `row ${at}`);

function withLast(last: string): string[] {
  return [...numbers.slice(0, -1), last];
}

const text = (last: string) => withLast(last).join('\n');
const html = (last: string) =>
  `<!doctype html><html lang="en"><head><title>Rows</title></head><body><table>${withLast(last)
    .map((row) => `<tr><td>${row}</td></tr>`)
    .join('')}</table></body></html>`;
const json = (last: string) => JSON.stringify({ rows: withLast(last).map((name) => ({ name })) });
const xml = (last: string) =>
  `<rows>${withLast(last)
    .map((row) => `<row>${row}</row>`)
    .join('')}</rows>`;

describe('the last of twenty thousand lines', () => {
  it.each<[string, string, (last: string) => string, Changes]>([
    ['of a text', 'text/plain', text, {}],
    [
      'of a text, kept by a pattern of lines',
      'text/plain',
      text,
      { filters: [{ kind: 'keep-lines', containing: ['/^row/m'] }] },
    ],
    [
      'of a text, extracted',
      'text/plain',
      text,
      { filters: [{ kind: 'extract', matching: ['/row (\\w+)/'] }] },
    ],
    [
      'of a text, replaced',
      'text/plain',
      text,
      { filters: [{ kind: 'replace', pattern: '^row ', with: '', flags: 'm' }] },
    ],
    ['of a page, by CSS', 'text/html', html, { scope: { include: ['td'], exclude: [] } }],
    ['of a page, by XPath', 'text/html', html, { scope: { include: ['//td'], exclude: [] } }],
    [
      'of JSON, by JSONPath',
      'application/json',
      json,
      { scope: { include: ['$.rows[*].name'], exclude: [] } },
    ],
    ['of XML, by XPath', 'application/xml', xml, { scope: { include: ['//row'], exclude: [] } }],
  ])('%s tells', async (...[, type, write, changes]) => {
    const { told, said } = await watch(changes, [write('row oak'), write('row ash')], type);
    expect(told, said).toBe('.x');
  });

  it.each<[string, string, (last: string) => string, Changes]>([
    ['of a text', 'text/plain', text, { ignoreText: ['/^row \\w+$/m'] }],
    ['of a page', 'text/html', html, { scope: { include: [], exclude: ['td'] } }],
    ['of XML', 'application/xml', xml, { scope: { include: [], exclude: ['//row'] } }],
  ])('%s is left out like the others', async (...[, type, write, changes]) => {
    const { told, said } = await watch(changes, [write('row oak'), write('row ash')], type);
    expect(told, said).toBe('..');
  });
});
