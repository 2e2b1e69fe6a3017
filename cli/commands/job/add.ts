// The command that creates a job: its source, what of its pages is watched, its schedule.
import type { Command } from 'commander';
import type { JobView, ValidatedJob } from '../../../api/client/client.ts';
import { isWebloomError, WebloomError } from '../../../domain/system/errors.ts';
import { formatEvery } from '../../../domain/config/schedule/interval-text.ts';
import { mergeJobPatch } from '../../../domain/config/merge-patch.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { dashboardUrl } from '../../http/dashboard-url.ts';
import { type AddressLine, nameLines, readAddresses } from '../../job/address-file.ts';
import {
  addJobOptions,
  noteOption,
  type Config,
  type JobOptions,
  objectOf,
  toConfigPatch,
  type TypedLists,
} from '../../job/job-options.ts';
import { sayFirstLook } from '../../job/first-look.ts';
import { parseJobInput, readJobFile } from '../../job/job-file.ts';
import { showNotices } from '../../job/show-notices.ts';
import { paintState } from '../../paint.ts';
import { formatTime, plain } from '../../print-table.ts';
import { given } from '../../../domain/system/given.ts';

interface AddOptions extends JobOptions {
  readonly fromJson?: string;
  readonly dryRun?: boolean;
  readonly start?: boolean;
  readonly tag?: readonly string[];
  readonly note?: string;
}

export function registerAdd(program: Command, run: Run): void {
  const command = program
    .command('add')
    .summary('create a job that watches one or more addresses')
    .argument('[url...]', 'pages, or with --site, --sitemap, --listing, --feed-entries where to begin');
  const typed = addJobOptions(command);
  command
    .option('--from-json <file>', 'begin with this job: its JSON, a file, or - for standard input')
    .option('--dry-run', 'check it and show what it would be; create nothing')
    .option('--tag <tag>', 'a tag to find it by; may be repeated', collect)
    .addOption(noteOption())
    .option('--start', 'start a run at once')
    .addHelpText(
      'before',
      `Examples: webloom add https://shop.example/tent --every 15m --select price=.price --start
          webloom add https://shop.example/tent --part 'xpath://h2' --keep-lines price --when 'number < 100'
          webloom add https://shop.example/tent --below "99.95 EUR" --back-in-stock --every 1h
          webloom add https://blog.example/feed.xml --every 1h
          webloom add --urls tents.txt --name Tents --field price --example "99,00 €" --dry-run
          webloom add https://shop.example/ --site --include '*/tents/*' --max-pages 500 --then "Price report"
`,
    )
    .action((urls: string[], options: AddOptions) =>
      run((context) => add(context, { urls, options, typed })),
    );
}

interface Asked {
  readonly urls: readonly string[];
  readonly options: AddOptions;
  readonly typed: TypedLists;
}

async function add(context: CliContext, { urls, options, typed }: Asked): Promise<void> {
  const fromFile = options.urls === undefined ? [] : await readAddresses(context, options.urls);
  const all = [...urls, ...fromFile.map(({ url }) => url)];
  const base = options.fromJson === undefined ? {} : await readJobFile(context, options.fromJson);
  const config = await toConfigPatch(context, { urls: all, options, typed }, objectOf(base['config']));
  const job = withName(mergeJob(base, config), options);
  if (objectOf(job['config'])['source'] === undefined)
    throw new WebloomError('validation', 'Say what to watch: an address, --urls FILE or --from-json FILE.');
  const input = parseJobInput(job);
  try {
    if (options.dryRun === true) return showDraft(context, await context.api.validateJob(input));
    const created = await context.api.createJob(input);
    showJob(context, created);
    const isSaid = created.notices.some(({ code }) => code === 'nothing-to-watch');
    if (!context.json && !context.quiet && !isSaid) await sayFirstLook(context, input);
  } catch (error) {
    throw placed(error, urls.length, { fromFile, named: options.urls ?? '' });
  }
}

/** The API counts all addresses, a reader the lines of the file. */
function placed(
  error: unknown,
  before: number,
  { fromFile, named }: { readonly fromFile: readonly AddressLine[]; readonly named: string },
): unknown {
  if (fromFile.length === 0 || !isWebloomError(error) || before > 0) return error;
  return nameLines(error, named === '-' ? 'standard input' : named, fromFile);
}

function mergeJob(base: Config, config: Config): Config {
  const job = { name: '', config: {}, ...base };
  const { name, ...merged } = objectOf(mergeJobPatch(job, { config }));
  return name === '' ? merged : { ...merged, name };
}

function withName(job: Config, { name, start, tag, note }: AddOptions): Config {
  return {
    ...job,
    ...given({ name, tags: tag, note }),
    ...(start === true ? { start: true } : {}),
  };
}

function showDraft(context: CliContext, draft: ValidatedJob): void {
  if (context.json) return printJson(context, draft);
  const { out, paint } = context;
  out(`${paint.green('✓')} “${plain(draft.name)}” could be created as it is; nothing was\n`);
  showDraftTimes(context, draft);
  showNotices(context, draft.notices);
  out(`${JSON.stringify(draft.config, null, 2)}\n`);
}

function showJob(context: CliContext, job: JobView & { startNote?: string | undefined }): void {
  if (context.json) return printJson(context, job);
  const { out, paint, link } = context;
  if (context.quiet) return out(`${job.jobId}\n`);
  out(`${paint.green('✓')} ${plain(job.name)}  ${job.jobId}  ${paintState(paint, job.state)}\n`);
  if (job.scheduleText !== null) out(`  runs ${plain(job.scheduleText)}\n`);
  showTimes(context, job.nextTimes);
  showNotices(context, job.notices);
  if (job.startNote !== undefined) context.err(`  ${job.startNote}\n`);
  const next = job.activeRun === null ? `webloom start ${job.jobId}` : `webloom watch ${job.jobId}`;
  const page = dashboardUrl(context.apiUrl, { jobId: job.jobId });
  context.err(paint.dim(`  ${next}\n  ${link(page, page)}\n`));
}

function showTimes({ out }: CliContext, nextTimes: readonly string[]): void {
  if (nextTimes.length > 0) out(`  next: ${nextTimes.slice(0, 3).map(formatTime).join(', ')}\n`);
}

/** An interval begins at a moment of the job's own, which nobody knows before there is the job. */
function showDraftTimes(context: CliContext, { nextTimes, config }: ValidatedJob): void {
  const { kind, everyMs } = objectOf(config['schedule']);
  if (kind !== 'interval' || typeof everyMs !== 'number') return showTimes(context, nextTimes);
  context.out(
    `  next: within ${formatEvery(everyMs)} of being created, and every ${formatEvery(everyMs)} from then on\n`,
  );
}
