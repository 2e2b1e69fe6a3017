// How truly the content of real news pages and articles is read: Webloom's Markdown and text as `webloom scrape` prints them, beside
// trafilatura's and those of Readability with Turndown, on the same pages in one run, judged by the scorers of the quality sets.
// Usage: npx tsx bench/page-text.ts [FOLDER] [--keep OUT]   (FOLDER as of `npm run quality`; OUT gets what each tool wrote)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contentLines } from '../api/views/content-forms.ts';
import { classifyPage } from '../domain/reading/kind/classify.ts';
import { NO_FIELDS } from '../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../domain/reading/parse-page.ts';
import { viewContent } from '../workers/pipeline/view-content.ts';
import { PEERS_FOLDER } from './measure/peer-program.ts';
import { printRows, title } from './measure/print-rows.ts';
import { qualityFolder } from './measure/quality-folder.ts';
import { runCommand } from './measure/run-command.ts';

/** Of saved pages whose address is not known, or is cut. */
const UNKNOWN_URL = 'http://page.test/';

interface PageCase {
  readonly id: string;
  readonly url: string;
  readonly html: string;
}

interface PageText {
  readonly id: string;
  readonly text: string | null;
  readonly markdown: string | null;
}

interface TextSet {
  readonly name: string;
  readonly input: readonly string[];
  readonly score: (file: string) => readonly string[];
  /** Name of a share of the scorer → heading. */
  readonly shares: Readonly<Record<string, string>>;
}

const SETS: readonly TextSet[] = [
  {
    name: 'articles',
    input: ['inputs/articles.py', '--inline'],
    score: (file) => ['score/articles.py', file],
    shares: {
      'readability:text_markers_recall': 'passages found',
      'readability:text_len_within20%': 'length within 20 %',
      'wcxb:text_markers_recall': 'passages found (second group)',
      'wcxb:text_boilerplate_free': 'free of frame (second group)',
    },
  },
  {
    name: 'articles-fundus',
    input: ['real/export.py', 'real/articles-fundus/cases.json'],
    score: (file) => ['real/score_articles.py', 'real/articles-fundus/cases.json', file],
    shares: { text_recall: 'passages found', text_whole_and_lean: 'whole and lean' },
  },
];

const linesOf = <Line>(ndjson: string): Line[] =>
  ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));

function readByWebloom({ id, url, html }: PageCase): PageText {
  const { blocks, features } = parsePage({ html, url, fields: NO_FIELDS });
  const article = classifyPage(features, url).type === 'article';
  const page = { text: html, contentType: 'text/html', url };
  const { markdown, lines } = viewContent(page, { view: 'content', whole: false, article });
  return { id, text: lines?.join('\n') ?? contentLines(blocks, false), markdown };
}

function readByAll(pages: readonly PageCase[]): ReadonlyMap<string, readonly PageText[]> {
  const input = pages.map((page) => JSON.stringify(page)).join('\n');
  const peer = (command: string, file: string): PageText[] =>
    linesOf(runCommand(command, [join(PEERS_FOLDER, file)], { input }));
  return new Map([
    ['Webloom', pages.map((page) => readByWebloom(page))],
    ['trafilatura', peer('python3', 'trafilatura-text.py')],
    ['Readability and Turndown', peer('node', 'readability-text.mjs')],
  ]);
}

/** Where links lead is no text: passages that hold a link are to be found all the same. */
function plain(markdown: string | null): string | null {
  return markdown?.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ' ').replaceAll(/\]\([^)]*\)/g, ']') ?? null;
}

function main(): void {
  const { values, positionals } = parseArgs({
    options: { keep: { type: 'string' } },
    allowPositionals: true,
  });
  const folder = qualityFolder(positionals[0]);
  if (folder === null) return;
  const work = values.keep ?? mkdtempSync(join(tmpdir(), 'webloom-page-text-'));
  mkdirSync(work, { recursive: true });
  try {
    for (const set of SETS) measure(folder, set, work);
  } finally {
    if (values.keep === undefined) rmSync(work, { recursive: true });
  }
}

function measure(folder: string, { name, input, score, shares }: TextSet, work: string): void {
  const cases = linesOf<Omit<PageCase, 'url'> & { readonly url: string | null }>(
    runCommand('python3', input, { cwd: folder }),
  );
  const pages = cases.map((one) => ({
    ...one,
    url: URL.canParse(one.url ?? '') ? (one.url ?? '') : UNKNOWN_URL,
  }));
  title(`${name}: ${pages.length} pages`);
  const rows = [...readByAll(pages)].flatMap(([tool, texts]) =>
    (['text', 'markdown'] as const).map((form) => {
      const file = join(work, `${name}.${tool.replaceAll(' ', '-')}.${form}.ndjson`);
      const found = texts.map(({ id, ...forms }) => ({
        id,
        text: form === 'text' ? forms.text : plain(forms.markdown),
      }));
      writeFileSync(file, found.map((one) => JSON.stringify(one)).join('\n'));
      const scores: Record<string, { '%': number }> = JSON.parse(
        runCommand('python3', score(file), { cwd: folder }),
      );
      return [`${tool}, ${form}`, ...Object.keys(shares).map((share) => scores[share]?.['%'] ?? '-')];
    }),
  );
  printRows(['read by', ...Object.values(shares)], rows);
}

main();
