// The command that creates a job: its source, what of its pages is watched, its schedule.
import type { Command } from 'commander';
import { WebloomError } from '../../domain/errors.ts';
import type { ChangesPatch, JobInput } from '../../domain/job/schema.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { RULE_EXAMPLES } from '../../domain/price/rule/rule-examples.ts';
import type { TextFilter } from '../../domain/watch/watch-rules.ts';
import { addChangeOptions, type ChangeOptions, collect, toChanges } from '../change-options.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { parseEvery } from '../interval.ts';
import { paintState } from '../paint.ts';
import { formatTime, plain } from '../print-table.ts';
import { watchOption } from './price-rules.ts';

interface AddOptions extends ChangeOptions {
  readonly every?: string;
  readonly cron?: string;
  readonly tz?: string;
  readonly site?: boolean;
  readonly sitemap?: boolean;
  readonly listing?: boolean;
  readonly select?: readonly string[];
  readonly priceRule?: readonly string[];
  readonly watch?: 'page' | 'price-and-stock';
  readonly name?: string;
  readonly start?: boolean;
}

interface AskedJob {
  readonly options: AddOptions;
  readonly filters: readonly TextFilter[];
}

export function registerAdd(program: Command, run: Run): void {
  const command = program
    .command('add')
    .summary('create a job that watches one or more addresses')
    .argument('<url...>', 'pages, or with --site, --sitemap, --listing where to begin')
    .option('--every <interval>', 'run every 15m, 2h, 1d …')
    .option('--cron <cron>', 'run by five cron fields')
    .option('--tz <zone>', 'time zone of --cron, as in Europe/Berlin')
    .option('--site', 'follow links within the host')
    .option('--sitemap', 'the addresses are sitemaps')
    .option('--listing', 'the addresses are listings with links to items')
    .option('--select <name=css>', 'take a value from each page; may be repeated', collect)
    .option('--price-rule <rule>', `when a price tells: ${RULE_EXAMPLES}; may be repeated`, collect)
    .addOption(watchOption());
  const filters = addChangeOptions(command);
  command
    .option('--name <name>', 'what to call it')
    .option('--start', 'start a run at once')
    .addHelpText(
      'before',
      'Examples: webloom add https://shop.example/tent --every 15m --select price=.price --start\n' +
        "          webloom add https://shop.example/tent --part 'xpath://h2' --keep-lines price --when 'number < 100'\n" +
        '          webloom add https://blog.example/feed.xml --every 1h\n',
    )
    .action((urls: string[], options: AddOptions) =>
      run((context) => add(context, urls, { options, filters })),
    );
}

async function add(context: CliContext, urls: readonly string[], asked: AskedJob): Promise<void> {
  const job = await context.api.createJob(await toInput(urls, asked));
  if (context.json) return printJson(context, job);
  const { out, paint } = context;
  out(`${paint.green('✓')} ${plain(job.name)}  ${job.jobId}  ${paintState(paint, job.state)}\n`);
  if (job.nextTimes.length > 0) out(`  next: ${job.nextTimes.slice(0, 3).map(formatTime).join(', ')}\n`);
  if (job.note !== undefined) context.err(`  ${job.note}\n`);
  for (const { detail, remedy } of job.notices) context.err(`  ! ${plain(detail, 300)}\n    → ${remedy}\n`);
  out(
    paint.dim(
      `  ${job.activeRunId === null ? `webloom start ${job.jobId}` : `webloom watch ${job.jobId}`}\n`,
    ),
  );
}

async function toInput(urls: readonly string[], { options, filters }: AskedJob): Promise<JobInput> {
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    start: options.start === true,
    config: {
      source: toSource(urls, options),
      fields: (options.select ?? []).map(toField),
      ...toSchedule(options),
      changes: { ...withoutNulls(toChanges(options, filters)), ...(await toPriceWatch(options)) },
    },
  };
}

type Changes = NonNullable<JobInput['config']['changes']>;

/** A new job has nothing that could be taken back. */
function withoutNulls(changes: ChangesPatch): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
}

async function toPriceWatch({ watch, priceRule }: AddOptions): Promise<Changes> {
  const rules = priceRule === undefined ? undefined : await parseRules(priceRule);
  return {
    ...(watch === undefined ? {} : { watch }),
    ...(rules === undefined ? {} : { priceRules: rules }),
  };
}

async function parseRules(texts: readonly string[]): Promise<SavedPriceRule[]> {
  const { parseNamedRule } = await import('../../domain/price/rule/rule-text.ts');
  return texts.map(parseNamedRule);
}

function toSource(
  urls: readonly string[],
  { site, sitemap, listing }: AddOptions,
): JobInput['config']['source'] {
  const kinds = [site, sitemap, listing].filter((chosen) => chosen === true);
  if (kinds.length > 1)
    throw new WebloomError('validation', 'Choose one of --site, --sitemap and --listing.');
  if (site === true) return { kind: 'site', start: [...urls] };
  if (sitemap === true) return { kind: 'sitemap', sitemaps: [...urls] };
  if (listing === true) return { kind: 'listing', start: [...urls] };
  return { kind: 'pages', urls: [...urls] };
}

function toField(text: string): { name: string; locators: { selector: string; attribute?: string }[] } {
  const at = text.indexOf('=');
  if (at < 1) throw new WebloomError('validation', `--select ${text}: write name=css, as in price=.price`);
  const [selector = '', attribute] = text.slice(at + 1).split(/@(?=[\w-]+$)/);
  return {
    name: text.slice(0, at),
    locators: [{ selector, ...(attribute === undefined ? {} : { attribute }) }],
  };
}

function toSchedule({ every, cron, tz }: AddOptions): Partial<JobInput['config']> {
  if (every !== undefined && cron !== undefined)
    throw new WebloomError('validation', 'Choose one of --every and --cron.');
  if (tz !== undefined && cron === undefined)
    throw new WebloomError('validation', '--tz is the time zone of --cron: give both.');
  if (every !== undefined) return { schedule: { kind: 'interval', everyMs: parseEvery(every) } };
  if (cron === undefined) return {};
  return { schedule: { kind: 'cron', cron, ...(tz === undefined ? {} : { timezone: tz }) } };
}
