// `scrape URL`: one page now, in a form that programs read, without a job.
import { type Command, Option } from 'commander';
import type { ScrapedPageView } from '../../../api/client/client.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { addPageStepOptions, type PageStepOptions, toPageSteps } from '../../page-step-options.ts';
import { type TypedField, addFieldOptions } from '../../job/field-option.ts';
import { readAddresses } from '../../job/address-file.ts';
import { findLogin } from '../../job/find-login.ts';
import { parseWrittenForm } from '../../scrape/contents-folder.ts';
import { scrapeMany } from '../../scrape/scrape-many.ts';
import { PRINTED_FORMS, type PrintedForm, printScraped } from '../../scrape/print-scraped.ts';
import { savePicture } from '../../scrape/save-picture.ts';
import { proxyOf } from '../../job/option/find-proxy-pool.ts';
import { plain } from '../../print-table.ts';

interface ScrapeOptions extends PageStepOptions {
  readonly as?: PrintedForm;
  readonly picture?: string;
  readonly urls?: string;
  readonly to?: string;
  readonly keep?: boolean;
  readonly fields: readonly TypedField[];
  readonly whole?: boolean;
  readonly browser?: boolean;
  readonly login?: string;
  readonly proxy?: string;
  readonly render?: 'never' | 'auto' | 'always';
}

export function registerScrape(program: Command, run: Run): void {
  const command = program
    .command('scrape')
    .summary('one page now: Markdown, text, links, HTML, tables, product')
    .argument('[url]', 'address of the page')
    .addOption(
      new Option(
        '--as <form>',
        'what is printed (markdown): links are a line each, address, tab, text; tables are CSV; fields, product and article are names and values',
      ).choices(PRINTED_FORMS),
    )
    .option('--whole', 'with menus, banners and the foot of the page')
    .option('--browser', 'ask with the headers and handshake of a browser')
    .option('--login <login>', 'get it by this login: its id or name (webloom logins)')
    .option('--proxy <pool>', 'get it by this proxy pool: its id or name (webloom proxies), or none')
    .addOption(
      new Option('--render <when>', 'open it in a browser: never, always, or (auto) if it needs one').choices(
        ['never', 'auto', 'always'],
      ),
    );
  command
    .option('--urls <file>', 'instead of an address: many, one a line (- reads standard input)')
    .option(
      '--to <folder>',
      'with --urls: a file for each page here; otherwise a JSON document a line is printed',
    )
    .option('--keep', 'with --urls: keep the job that reads them, so that they can be asked for again')
    .option('--picture <file>', 'have a browser open it, and keep its picture in this file (PNG)');
  const fields = addFieldOptions(command);
  addPageStepOptions(command);
  command.action((url: string | undefined, options: Omit<ScrapeOptions, 'fields'>) =>
    run((context) => scrapeAsked(context, url, { ...options, fields })),
  );
}

async function scrapeAsked(
  context: CliContext,
  url: string | undefined,
  options: ScrapeOptions,
): Promise<number> {
  if ((url === undefined) === (options.urls === undefined))
    throw new WebloomError('validation', 'Name the address of a page, or with --urls a file of addresses.');
  return url === undefined ? scrapeListed(context, options) : scrape(context, url, options);
}

async function scrapeListed(context: CliContext, options: ScrapeOptions): Promise<number> {
  const { as = 'markdown', whole = false, keep = false, picture, fields, to } = options;
  if (picture !== undefined)
    throw new WebloomError('validation', 'A picture is kept of one page: leave out --picture or --urls.');
  const form = parseWrittenForm(as);
  const lines = await readAddresses(context, options.urls ?? '');
  const fetch = await fetchOf(context, options);
  const urls = lines.map((line) => line.url);
  return scrapeMany(context, { urls, forms: [form], whole, keep, fetch, fields: [...fields], to });
}

async function scrape(context: CliContext, url: string, options: ScrapeOptions): Promise<number> {
  const { whole = false, picture, fields } = options;
  const as = options.as ?? (fields.length > 0 ? 'fields' : 'markdown');
  const fetch = await fetchOf(context, options);
  const forms = formsOf(as, picture);
  const scraped = await context.api.scrape({
    url,
    whole,
    fields: [...fields],
    ...given({ as: forms, fetch }),
  });
  if (context.json) printJson(context, scraped);
  else context.out(await printScraped(scraped, as));
  const warning = warningOf(scraped, as);
  if (warning !== null) context.err(`${context.paint.yellow('!')} ${warning}\n`);
  if (picture !== undefined && !(await savePicture(context, scraped, picture))) return EXIT.error;
  return scraped.outcome === 'understood' ? EXIT.ok : EXIT.error;
}

/** Undefined: the fields alone. */
function formsOf(as: PrintedForm, picture: string | undefined) {
  const forms = [...(as === 'fields' ? [] : [as]), ...(picture === undefined ? [] : ['picture' as const])];
  return forms.length === 0 ? undefined : forms;
}

function warningOf({ problem, cut, tables }: ScrapedPageView, as: PrintedForm): string | null {
  if (problem !== null) return `${plain(problem.what, 300)}\n  ${plain(problem.remedy, 300)}`;
  if (cut) return 'The page is longer: this is its beginning.';
  return as === 'tables' && tables?.length === 0
    ? 'There is no table in its content. With --whole those of its frame are looked for, too.'
    : null;
}

async function fetchOf(
  context: CliContext,
  { browser = false, render, login: named, proxy: pool, ...options }: ScrapeOptions,
): Promise<JobInput['config']['fetch']> {
  const steps = toPageSteps(options, context) as PageStep[] | undefined;
  const login = named === undefined ? undefined : (await findLogin(context, named)).loginId;
  const proxy = pool === undefined ? undefined : await proxyOf(context, pool);
  const asked = {
    ...(browser ? { profile: 'browser' as const } : {}),
    ...given({ login, proxy, render, steps }),
  };
  return Object.keys(asked).length === 0 ? undefined : asked;
}
