// What one would write oneself: playwright-core, a context a page, four at a time, each page read when its network is quiet. Tells
// when it is warm and when all pages are read, and ends with its standard input.
//   node dist/bench/rendered/render-plainly.js --browser PATH --site URL --pages 66 --warm-up 6
import { once } from 'node:events';
import { createRequire } from 'node:module';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { builtPath } from './built-page.ts';

const AT_ONCE = 4;

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: '' },
    site: { type: 'string', default: '' },
    pages: { type: 'string', default: '66' },
    'warm-up': { type: 'string', default: '6' },
  },
});
const pages = Number(values.pages);
const { version } = createRequire(import.meta.url)('playwright-core/package.json') as { version: string };
const browser = await chromium.launch({ executablePath: values.browser });
let next = 0;
let read = 0;

async function readPages(): Promise<void> {
  while (next < pages) {
    const url = values.site + builtPath(next);
    next += 1;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    const html = await page.content();
    await context.close();
    if (!html.includes('price')) throw new Error(`${url} was read before it was built.`);
    read += 1;
    if (read === Number(values['warm-up'])) console.log(JSON.stringify({ at: 'warm' }));
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, readPages));
console.log(JSON.stringify({ at: 'done', version }));
await once(process.stdin.resume(), 'end');
await browser.close();
