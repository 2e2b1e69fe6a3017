// CPU of the parse pass (tree, text, links, facts, three fields, classification) on the pages of the bench site:
// 68 KB, 494 elements, 60 links. Usage: tsx bench/parse.ts [pages]. One JSON line per round: what a page holds, and ms
// of CPU per page for the tree alone and for the whole pass.
import { classifyPage } from '../domain/reading/kind/classify.ts';
import { compileFields } from '../domain/reading/part/field/field-rule.ts';
import { parseHtml } from '../domain/reading/html/html-tree.ts';
import { parsePage } from '../domain/reading/parse-page.ts';
import type { ParsedPage } from '../domain/reading/page/parsed-page.ts';
import { buildPage, ELEMENTS_PER_PAGE } from './site-page.ts';

const ROUNDS = 4;
const PAGES = Number(process.argv[2] ?? 1000);

const FIELDS = compileFields([
  { name: 'title', locators: [{ kind: 'css', selector: 'main h1' }] },
  { name: 'names', locators: [{ kind: 'css', selector: 'main h2' }], many: true },
  {
    name: 'prices',
    locators: [
      { kind: 'css', selector: '.gone .price' },
      { kind: 'css', selector: '.price' },
    ],
    many: true,
  },
]);

function cpuMs(pages: readonly string[], work: (html: string, at: number) => void): number {
  const before = process.cpuUsage();
  for (const [at, html] of pages.entries()) work(html, at);
  const used = process.cpuUsage(before);
  return Math.round((used.user + used.system) / 10 / pages.length) / 100;
}

function main(): void {
  if (!FIELDS.ok) throw new Error('the bench fields must compile');
  const { fields } = FIELDS;
  // Decoded from bytes, like a fetched page: a string put together in memory would not be flat.
  const pages = Array.from({ length: PAGES }, (_, at) => Buffer.from(buildPage(at, 0, PAGES)).toString());
  for (let round = 0; round < ROUNDS; round++) {
    const kept: ParsedPage[] = [];
    const treeMs = cpuMs(pages, (html) => parseHtml(html));
    const wholeMs = cpuMs(pages, (html, at) => {
      const url = `http://127.0.0.1/page/${at}`;
      const page = parsePage({ html, url, fields });
      classifyPage(page.features, url);
      if (at % 5 === 0) kept.push(page);
    });
    const sample = kept[0];
    console.log(
      JSON.stringify({
        chars: pages[0]?.length,
        elements: ELEMENTS_PER_PAGE,
        links: sample?.links.length,
        blocks: sample?.blocks.length,
        candidates: sample?.priceCandidates.length,
        treeMs,
        wholeMs,
      }),
    );
  }
}

main();
