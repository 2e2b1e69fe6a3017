// `map URL`: the addresses of a site, a line each, as its sitemaps, feeds and one page name them.
import type { Command } from 'commander';
import { WebloomError } from '../../../domain/system/errors.ts';
import { counted } from '../../../domain/system/counted.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { plain } from '../../print-table.ts';

interface MapOptions {
  readonly search?: string;
  readonly limit: string;
}

const MAX_TOLD = 5;

export function registerMap(program: Command, run: Run): void {
  program
    .command('map')
    .summary('the addresses of a site: its sitemaps, feeds and the links of a page')
    .argument('<url>', 'a page of the site')
    .option('--search <words>', 'only addresses that have all these words')
    .option('--limit <n>', 'how many at most, up to 10000', '1000')
    .action((url: string, options: MapOptions) => run((context) => map(context, url, options)));
}

async function map(context: CliContext, url: string, { search, limit }: MapOptions): Promise<number> {
  const { api, err, out, paint } = context;
  const found = await api.map({ url, limit: limitOf(limit), ...(search === undefined ? {} : { search }) });
  if (context.json) printJson(context, found);
  else for (const one of found.urls) out(`${one.url}\n`);
  const { problem, documents, cut, urls } = found;
  if (problem !== null)
    err(`${paint.yellow('!')} ${plain(problem.what, 300)}\n  ${plain(problem.remedy, 300)}\n`);
  for (const one of documents.filter((document) => document.problem !== null).slice(0, MAX_TOLD))
    err(paint.dim(`  ${plain(one.url, 200)}: ${plain(one.problem ?? '', 200)}\n`));
  err(paint.dim(`  ${counted(urls.length, 'address', 'addresses')}${cut ? ', and there are more' : ''}\n`));
  return urls.length > 0 ? EXIT.ok : EXIT.error;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (/^\d{1,5}$/.test(text) && limit >= 1 && limit <= 10_000) return limit;
  throw new WebloomError('validation', `--limit "${text}" is no number from 1 to 10000.`);
}
