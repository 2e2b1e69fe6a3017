// A watch in plain words from the command line: what was found, what was refused, and the command that a person runs.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type AskScene, createAskScene, PAGE_URL } from '../api/ask-scene.ts';
import { createPreviewScene, HTML } from '../api/preview-scene.ts';
import { MODEL_NAME, says, type Saying, sends } from '../support/model-server.ts';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { type Ran, runCli } from './harness.ts';

let scene: AskScene;
let api: string;
beforeAll(async () => {
  scene = await createAskScene(PRODUCT_PAGE);
  api = await scene.harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => scene.close());

function asked(saying: Saying, ...args: readonly string[]): Promise<Ran> {
  scene.server.saying = saying;
  return runCli([
    'preview',
    PAGE_URL,
    '--ask',
    'tell me when it costs less than 10 €',
    ...args,
    '--api',
    api,
  ]);
}

const GOOD = says({ watch: 'price-and-stock', price: ['below 10 EUR'], appears: ['Buy gold'] });

test('the command is printed that would watch it, and not run', async () => {
  const { out, code } = await asked(GOOD);
  expect(code).toBe(0);
  expect(out).toContain('Price and stock alone\n    €12.90\n    stock InStock');
  expect(out).toContain(
    `  webloom add ${PAGE_URL} --every 1h --watch price-and-stock --price-rule 'below 10 EUR'`,
  );
  expect(out).not.toContain('What would be watched');
  expect(out).toContain(`Asked ${MODEL_NAME} about 7 texts of the page: 321 tokens, `);
});

test('what was not proved is told with why', async () => {
  const { out, code } = await asked(says({ parts: [{ text: 1_000 }], when: 'every 5 s' }));
  expect(code).toBe(1);
  expect(out).toContain('text 1000: the page has no text of that number');
  expect(out).toContain('! Nothing that the model said could be proved.');
  expect(out).not.toContain('webloom add');
});

test('as JSON it is what the API answers', async () => {
  const { out } = await asked(GOOD, '--json');
  expect(JSON.parse(out)).toMatchObject({
    asked: { job: { config: { changes: { watch: 'price-and-stock' } } }, model: MODEL_NAME },
  });
});

test('a job without a wish is refused, and one that nobody has', async () => {
  const alone = await runCli(['preview', PAGE_URL, '--job', 'tent', '--api', api]);
  expect(alone.err).toContain('add --ask WISH');
  const { err, code } = await asked(GOOD, '--job', 'tent');
  expect(code).not.toBe(0);
  expect(err).toContain('tent');
});

test('a model that is away is told with what to do', async () => {
  const { err, code } = await asked(sends(401, {}));
  expect(code).not.toBe(0);
  expect(err).toContain('Set WEBLOOM_MODEL_KEY right');
});

test('without a model the command says how to set one up', async () => {
  const { harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
  onTestFinished(() => harness.app.close());
  const bare = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const args = ['preview', 'https://shop.example/a', '--ask', 'the price', '--api', bare];
  const { err, code } = await runCli(args);
  expect(code).not.toBe(0);
  expect(err).toContain('Set WEBLOOM_MODEL_URL and WEBLOOM_MODEL');
});

test('the use of the model stands beside that of the plan', async () => {
  scene.server.saying = says({}, 5_000);
  await scene.ask('the price');
  const { out } = await runCli(['usage', '--api', api]);
  expect(out).toMatch(/Tokens of the language model a day +[\d,]+ +100,000 +\d+ % /);
});
