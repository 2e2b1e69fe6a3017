import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { runCli } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = `<html><head><title>Tent</title><script type="application/ld+json">
{"@type":"Product","name":"Ridge Tent","offers":{"price":"129.95","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}
</script></head><body><h1>Ridge Tent</h1><p>129,95 €</p></body></html>`;

test('each line gives a line, in order, and a bad one spoils only itself', async () => {
  const file = join(folder, 'page.html.gz');
  writeFileSync(file, gzipSync(PAGE));
  const input = [
    JSON.stringify({ id: 'file', html_file: file, url: 'https://shop.example/tent' }),
    JSON.stringify({ id: 'inline', html: PAGE }),
    '{"id": "broken"',
    JSON.stringify({ id: 'gone', html_file: join(folder, 'none.gz') }),
  ].join('\n');
  const { code, out } = await runCli(['inspect', 'product', '--ndjson'], { input });
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines).toMatchObject([
    { id: 'file', name: 'Ridge Tent', price: '129.95', currency: 'EUR' },
    { id: 'inline', price: '129.95' },
    { id: null, error: expect.any(String) },
    { id: 'gone', error: expect.stringContaining('can not be read') },
  ]);
});

test.each([
  ['price', '{"text":5}', 'The "text" of a case is a text.'],
  ['links', '{}', 'A case of a page has "html", or "html_file" that names a file with it.'],
  ['selectors', '{}', 'A case of selectors has "pages" and "fields", both lists.'],
])('a case of %s that is none says what one has', async (what, input, error) => {
  const { out } = await runCli(['inspect', what, '--ndjson'], { input });
  expect(JSON.parse(out)).toEqual({ id: null, error });
});

test('a text on the command line is explained to people, or given as JSON', async () => {
  expect((await runCli(['inspect', 'price', '1.299,00 €'])).out).toMatch(/amount +1299\.00/);
  const { out } = await runCli(['inspect', 'price', '1.299,00 €', '--json']);
  expect(JSON.parse(out)).toMatchObject({ amount: '1299.00', currency_iso: 'EUR' });
});

test('two addresses are one page or two, and why', async () => {
  const { out } = await runCli(['inspect', 'url', 'https://s.example/a?gclid=1', 'https://s.example/a']);
  expect(out).toMatch(/same +true/);
  expect(out).toContain('the same page by: tracking');
  const alone = await runCli(['inspect', 'url', 'https://s.example/a?gclid=1', '--json']);
  expect(JSON.parse(alone.out)).toMatchObject({
    fetch: 'https://s.example/a',
    steps: [{ rule: 'tracking' }],
  });
});

test('the egress guard is the one of the operator', async () => {
  const ask = async (env: Record<string, string>) =>
    JSON.parse((await runCli(['inspect', 'egress', 'http://10.0.0.1/', '--json'], { env })).out).block;
  expect(await ask({})).toBe(true);
  expect(await ask({ WEBLOOM_ALLOW_HOSTS: '10.0.0.0/8' })).toBe(false);
  expect(await ask({ WEBLOOM_OWN_HOSTS: '10.0.0.1' })).toBe(false);
});

test('a page on standard input is read like a file', async () => {
  const { out } = await runCli(
    ['inspect', 'page-type', '-', '--url', 'https://shop.example/tent', '--json'],
    {
      input: PAGE,
    },
  );
  expect(JSON.parse(out)).toMatchObject({ label: 'product' });
});

test('a page is its lines, body or frame, by the names that a job would give', async () => {
  const file = join(folder, 'hours.html');
  const text = 'The mill turns again every Sunday, and everybody may come to see it and to buy flour.';
  const footer = '<footer><p class="hours">Monday 9 to 12</p><p>Imprint</p></footer>';
  writeFileSync(file, `<main><h1>The mill</h1><p>${text}</p></main>${footer}`);
  const { out } = await runCli(['inspect', 'page', file, '--body-part', '.hours', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    lines: [
      { place: 'body', text: 'The mill' },
      { place: 'body', text },
      { place: 'body', text: 'Monday 9 to 12' },
      { place: 'frame', text: 'Imprint' },
    ],
    chars: { frame: 7, advertisement: 0 },
  });
  expect((await runCli(['inspect', 'page', file])).out).toContain('place frame, text Monday 9 to 12');
  expect((await runCli(['inspect', 'page', file, '--frame-part', 'p['])).err).toContain('not a CSS selector');
});

test('a product explains where each value stands, what disagreed and why the winner won', async () => {
  const file = join(folder, 'sold-out.html');
  writeFileSync(file, `${PAGE.replace('<p>', '<p>SKU: AB-12</p><p>')}<button disabled>Sold out</button>`);
  const { out } = await runCli(['inspect', 'product', file, '--url', 'https://shop.example/tent']);
  expect(out).toMatch(
    /price +129\.95 EUR\n +from json-ld, offers\.price: "129\.95", \d+ % sure\n +agreed: visible/,
  );
  expect(out).toMatch(/availability +OutOfStock\n +from visible, "Sold out"/);
  expect(out).toContain('disagreed: json-ld says InStock');
  expect(out).toContain('why: the page plainly shows it');
  expect(out).toMatch(/sku +AB-12\n +from visible, labelled number/);
  expect(out).toMatch(/brand +– +\(nothing on the page tells it\)/);
});

test('pages alike give locators for fields, one taught by an example', async () => {
  const page = (name: string, colour: string): string =>
    `<html><body><main><h1>${name}</h1><table><tr><th>Colour</th><td>${colour}</td></tr></table></main></body></html>`;
  const files = [page('Kettle', 'Red'), page('Pot', 'Deep blue')].map((html, at) => {
    const file = join(folder, `colour-${at}.html`);
    writeFileSync(file, html);
    return file;
  });
  const { out } = await runCli(['inspect', 'selectors', ...files, '--field', 'colour', '--example', 'Red']);
  expect(out).toContain('2 of 2  th:icontains("Colour") + td');
  expect(out).toContain('Red  |  Deep blue');
  const { code } = await runCli(['inspect', 'selectors', ...files]);
  expect(code).not.toBe(0);
});

test('versions of a page are compared, and a price may stand in a file', async () => {
  const [before, after] = [join(folder, 'before.html'), join(folder, 'after.html')];
  writeFileSync(before, PAGE);
  writeFileSync(after, PAGE.replace('129,95', '119,95'));
  const { out } = await runCli(['inspect', 'change', before, before, after, '--json']);
  expect(JSON.parse(out)).toMatchObject({
    changed: [null, false, true],
    versions: [{ step: 'first' }, { step: 'text' }, { step: 'blocks', changes: [{ op: 'replaced' }] }],
  });
  const told = await runCli(['inspect', 'change', before, after, '--keep-lines', '€', '--no-color']);
  expect(told.out).toContain('version 2: told  1 line');
  expect(told.out).toContain('+ 119,95 €');
  const held = await runCli(['inspect', 'change', before, after, '--when', 'number > 120', '--no-color']);
  expect(held.out).toContain(
    'by the step “conditions”: held back: “number > 120” does not hold: it is 119.95',
  );
  const wrong = await runCli(['inspect', 'change', before, after, '--part', 'p[']);
  expect(wrong.err).toContain('"p[" is not a CSS selector');
  const price = join(folder, 'price.txt');
  writeFileSync(price, '119,95 €');
  expect((await runCli(['inspect', 'price', price])).out).toMatch(/amount +119\.95/);
});
