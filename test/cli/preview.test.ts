// A look at a page from the command line, with price rules tried on what it saw.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPreviewScene, HTML, type PreviewScene } from '../api/preview-scene.ts';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { runCli } from './harness.ts';

let scene: PreviewScene;
let api: string;
beforeAll(async () => {
  scene = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
  api = await scene.harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => scene.harness.app.close());

const preview = (...args: readonly string[]) =>
  runCli(['preview', 'https://shop.example/socks/wool', ...args, '--api', api]);

test('price rules are tried on the price that was seen, before there is a job', async () => {
  const { out, code } = await preview('--below', '10 EUR', '--back-in-stock');
  expect(code).toBe(0);
  expect(out).toContain('12.90 EUR → 9.90 EUR told');
  expect(out).toContain('12.90 EUR → 11.45 EUR quiet');
  expect(out).toContain('OutOfStock → InStock told');
});

test('a price that is below already is told as it is now', async () => {
  expect((await preview('--below', '15')).out).toMatch(/as it is now: .*told/);
});

test('without rules nothing is tried, and as JSON the trial is a member', async () => {
  expect((await preview()).out).not.toContain('Tried on');
  const { out } = await preview('--falls-by', '5', '--json');
  expect(JSON.parse(out).tried.priceMoves[0]).toMatchObject({ told: true, about: 'price' });
});

test('a line around the text says that it is frame', async () => {
  const lines = (await preview()).out.split('\n');
  expect(lines).toContain('  Wool sock');
  expect(lines.filter((line) => line.endsWith('(frame)'))).not.toEqual([]);
});

test('a part that is not on the page is told', async () => {
  const { out } = await preview('--part', '.no-such-part');
  expect(out).toContain('! The part is not on the page: no selector finds anything.');
  expect((await preview('--part', 'h1')).out).not.toContain('not on the page');
});

describe('of a page whose scripts call what robots.txt does not allow', () => {
  test('it says which calls were not made, and what to do', async () => {
    const why = 'robots.txt of api.example does not allow it (line 2: disallow /api/)';
    const calls = [{ host: 'api.example', sent: 0, refused: 3, why }];
    const built = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML, calls });
    const at = await built.harness.app.listen({ host: '127.0.0.1', port: 0 });
    try {
      const { out } = await runCli(['preview', 'https://shop.example/socks/wool', '--api', at]);
      expect(out).toContain(`    3 calls: ${why}\n`);
      expect(out).toContain('set `fetch.obeyRobots` to false');
    } finally {
      await built.harness.app.close();
    }
  });
});

test('a look that need not keep to robots.txt sees what robots.txt does not allow', async () => {
  const built = await createPreviewScene(
    { body: PRODUCT_PAGE, headers: HTML },
    { body: 'User-agent: *\nDisallow: /' },
  );
  const at = await built.harness.app.listen({ host: '127.0.0.1', port: 0 });
  const look = (...args: readonly string[]) =>
    runCli(['preview', 'https://shop.example/socks/wool', ...args, '--api', at]);
  try {
    expect((await look()).code).toBe(1);
    expect(await look('--ignore-robots')).toMatchObject({ code: 0, out: expect.stringContaining('12.90') });
  } finally {
    await built.harness.app.close();
  }
});

describe('of a page that scripts build', () => {
  const SHELL =
    '<!doctype html><html><head><title>Shop</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>';
  const DATA = 'https://shop.example/api/socks/wool';
  const BODY = JSON.stringify({ data: { name: 'Wool sock', price: 12.9 } });

  async function sock(text: string) {
    const got = [{ url: DATA, kind: 'json', status: 200, bytes: BODY.length, text: BODY }] as const;
    const built = await createPreviewScene(
      { body: SHELL, headers: HTML },
      { outcome: 'http-error', status: 404 },
      { body: PRODUCT_PAGE, headers: HTML, got },
      { [DATA]: { body: text, headers: { 'content-type': 'application/json' } } },
    );
    const at = await built.harness.app.listen({ host: '127.0.0.1', port: 0 });
    try {
      return {
        shown: await runCli(['preview', 'https://shop.example/socks/wool', '--api', at]),
        asJson: await runCli(['preview', 'https://shop.example/socks/wool', '--json', '--api', at]),
        messages: built.dispatch.published,
      };
    } finally {
      await built.harness.app.close();
    }
  }

  test('its own JSON is offered, with the command that watches it', async () => {
    const { shown, asJson, messages } = await sock(BODY);
    expect(shown.out).toContain(
      `What you watch also stands in JSON at ${DATA} ($.data.price), sent in 42 B without a browser:`,
    );
    const command = `webloom add ${DATA} --every 1h --part '$.data.price' --render never --link https://shop.example/socks/wool --name 'Wool sock (shop.example)'`;
    expect(shown.out).toContain(`  ${command}`);
    expect(JSON.parse(asJson.out).json.offer).toMatchObject({
      url: DATA,
      paths: ['$.data.price'],
      values: ['12.9'],
    });
    expect(
      messages.filter(({ fetch }) => fetch.notesAnswers === true).every(({ fetch }) => fetch.render),
    ).toBe(true);
  });

  test('what does not say the same without a browser is not offered, and it is said why', async () => {
    const { shown, asJson } = await sock(BODY.replace('12.9', '15.9'));
    expect(shown.out).toContain(`${DATA}: fetched without a browser it does not say the same`);
    expect(JSON.parse(asJson.out).json.offer).toBeNull();
  });

  test('a part that is looked at is what is looked for', async () => {
    const { out } = await runCli([
      'preview',
      'https://shop.example/socks/wool',
      '--part',
      'h1',
      '--json',
      '--api',
      api,
    ]);
    expect(JSON.parse(out).page.text.lines).toEqual(['Wool sock']);
  });
});

test('steps are told one by one, with what each did', async () => {
  const steps = [
    { n: 1, name: 'age', kind: 'click', outcome: 'skipped', ms: 1_000, detail: 'there is no such element' },
    { n: 2, kind: 'click', outcome: 'ok', ms: 400, detail: 'led to https://shop.example/next' },
  ] as const;
  const stepped = await createPreviewScene(
    { outcome: 'http-error', status: 404 },
    { outcome: 'http-error', status: 404 },
    { body: PRODUCT_PAGE, headers: HTML, steps },
  );
  const at = await stepped.harness.app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const asked = ['--step', 'click?:.age # age', '--step', 'click:"Next"'];
    const { out, code } = await runCli(['preview', 'https://shop.example/a', ...asked, '--api', at]);
    expect(code).toBe(0);
    expect(out).toContain('1. age (click) left out in 1.0 s: there is no such element');
    expect(out).toContain('2. click ok in 400 ms: led to https://shop.example/next');
    expect(stepped.dispatch.published.at(-1)?.fetch.wait?.steps).toHaveLength(2);
  } finally {
    await stepped.harness.app.close();
  }
});
