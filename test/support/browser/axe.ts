// What axe-core finds wrong on a page by the rules of WCAG 2.2 AA, as lines for a test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The page's policy forbids code from elsewhere; the debugger's evaluation is not bound by it. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const options = JSON.stringify({
    runOnly: { type: 'tag', values: RULES },
    resultTypes: ['violations'],
    // Frames hold watched pages, which are not ours to judge; axe's question to one of them is an error on the console.
    iframes: false,
  });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}
