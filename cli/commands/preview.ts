// `preview URL` looks at a page once and tells what a job would make of it, before there is one.
import type { Command } from 'commander';
import type { PreviewView } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { formatBytes, formatDuration, plain } from '../print-table.ts';

const LINES = 8;

export function registerPreview(program: Command, run: Run): void {
  program
    .command('preview')
    .summary('look at a page once: what a job would make of it')
    .argument('<url>', 'address of the page')
    .option('--browser', 'look as a browser would')
    .action((url: string, { browser = false }: { browser?: boolean }) =>
      run((context) => preview(context, url, browser)),
    );
}

async function preview(context: CliContext, url: string, browser: boolean): Promise<number> {
  const seen = await context.api.preview({ url, ...(browser ? { fetch: { profile: 'browser' } } : {}) });
  if (context.json) printJson(context, seen);
  else context.out(describe(context, seen));
  return seen.outcome === 'understood' ? EXIT.ok : EXIT.error;
}

function describe({ paint }: CliContext, seen: PreviewView): string {
  const { problem, page, suggestions } = seen;
  const lines: string[] = [];
  const say = (name: string, text: string): void => void lines.push(`${name.padEnd(10)} ${text}`);
  if (problem !== null)
    lines.push(`${paint.yellow('!')} ${plain(problem.what, 300)}`, `  ${plain(problem.remedy, 300)}`);
  if (page !== null) sayPage(page, say);
  if (seen.robots !== null) say('robots', seen.robots.rule ?? robotsWords(seen.robots.status));
  if (seen.pace !== null) say('pace', seen.pace.words);
  if (seen.fetched !== null) {
    const { status, bytes, elapsedMs } = seen.fetched;
    say('answer', `${status}, ${formatBytes(bytes)} in ${formatDuration(elapsedMs)}`);
  }
  const { text } = page ?? { text: null };
  if (text !== null && text.lines.length > 0) {
    lines.push('', paint.dim(`What would be watched (${text.lineCount} lines):`));
    lines.push(...text.lines.slice(0, LINES).map((line) => `  ${plain(line, 100)}`));
  }
  if (suggestions.length > 0) {
    lines.push('', paint.dim('What could be watched:'));
    lines.push(
      ...suggestions.map(({ title, why }) => `  ${paint.bold(plain(title, 80))}  ${plain(why, 160)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

type Page = NonNullable<PreviewView['page']>;

function sayPage(page: Page, say: (name: string, text: string) => void): void {
  const kind = page.subtype === null ? page.type : `${page.type} (${page.subtype})`;
  say('type', `${kind}, ${Math.round(page.confidence * 100)} %: ${plain(page.reasons.join(', '), 200)}`);
  if (page.title !== '') say('title', plain(page.title, 200));
  if (page.price !== null) say('price', priceWords(page.price));
  say(
    'links',
    `${page.links.total}, of them ${page.links.items} items and ${page.links.paging} to further pages`,
  );
  for (const { text, rule } of page.noise.slice(0, 3)) say('noise', `${plain(text, 80)}  (${rule})`);
}

function priceWords({ price, source, availability }: NonNullable<Page['price']>): string {
  if (price === null) return `none; stock ${availability}`;
  return `${price.amount} ${price.currency} from ${source ?? 'the page'}; stock ${availability}`;
}

function robotsWords(status: 'rules' | 'none' | 'unread'): string {
  if (status === 'none') return 'there is no robots.txt';
  return status === 'unread' ? 'not read' : 'allowed';
}
