// The commands that look at one job closely: what happens next and why, and the values of its fields.
import type { Command } from 'commander';
import type { FieldHitsView, OutlookView, ValueView } from '../../../api/client/job-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { untakenLines } from '../../job/untaken-times.ts';
import { findJobId } from '../../find-job.ts';
import { paintState } from '../../paint.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

interface ValueOptions extends ListOptions {
  readonly missing?: string;
  readonly rates?: boolean;
}

export function registerJobDetails(program: Command, run: Run): void {
  program
    .command('get')
    .summary('tell how a job stands: what happens next and why, what holds it up')
    .argument('<job>', 'id or name')
    .action((job: string) => run((context) => tellOutlook(context, job)));
  program
    .command('values')
    .summary('list the values of the fields of a job, page by page')
    .argument('<job>', 'id or name')
    .option('--missing <field>', 'only pages without a value of this field')
    .option('--rates', 'how often each field is found, in place of the values')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((job: string, options: ValueOptions) => run((context) => showValues(context, job, options)));
}

async function tellOutlook(context: CliContext, name: string): Promise<void> {
  const { api, out } = context;
  const jobId = await findJobId(api, name);
  const [job, outlook] = await Promise.all([api.job(jobId), api.outlook(jobId)]);
  if (context.json) return printJson(context, outlook);
  const { paint } = context;
  out(`${paint.bold(plain(job.name, 60))}  ${paintState(paint, outlook.state)}  ${jobId}\n`);
  out(`${plain(outlook.headline, 400)}\n`);
  for (const [title, text] of outlookLines(outlook)) out(`${title.padEnd(9)} ${plain(text, 400)}\n`);
}

function outlookLines({
  next,
  waiting,
  failing,
  trouble,
  missed,
  skipped,
  lastRun,
}: OutlookView): [string, string][] {
  const remedy = (text: string | null): [string, string][] => (text === null ? [] : [['', `→ ${text}`]]);
  const after = next.at === null ? '' : `${formatTime(next.at)}. `;
  return [
    ['next', `${after}${next.why}`],
    ...waiting.flatMap(({ reason, until, remedy: what }): [string, string][] => [
      ['waits', until === null ? reason : `${reason} (until ${formatTime(until)})`],
      ...remedy(what),
    ]),
    ...(failing === null
      ? []
      : ([['fails', failing.reason], ...remedy(failing.remedy)] as [string, string][])),
    ...(trouble === null || trouble.kind === 'failed'
      ? []
      : ([['wrong', trouble.text], ...remedy(trouble.remedy)] as [string, string][])),
    ...untakenLines({ missed, skipped }),
    ...(lastRun === null
      ? []
      : ([['last run', `${lastRun.state} ${formatTime(lastRun.at)}  ${lastRun.runId}`]] as [
          string,
          string,
        ][])),
  ];
}

async function showValues(context: CliContext, name: string, options: ValueOptions): Promise<void> {
  const { api } = context;
  const jobId = await findJobId(api, name);
  if (options.rates === true) return showRates(context, await api.fields(jobId));
  const { missing, limit, cursor } = options;
  const values = await api.values(jobId, { missing, limit, cursor });
  if (context.json) return printJson(context, values);
  if (values.items.length === 0)
    context.err('No values: the job has no fields, or no page of it was read.\n');
  for (const page of values.items) context.out(describeValues(context, page));
  sayMore(context, values.nextCursor);
}

function describeValues({ paint }: CliContext, { url, title, fields, missing, healed }: ValueView): string {
  const rows = Object.entries(fields).map(([name, value]) => {
    const note = healed.includes(name) ? paint.dim('  (another selector took over)') : '';
    const absent = missing.includes(name) ? paint.red('missing') : paint.dim('–');
    return `  ${plain(name, 24).padEnd(16)} ${value === null ? absent : plain(value, 55)}${note}\n`;
  });
  return `${paint.bold(plain(title === '' ? url : title, 78))}\n${paint.dim(`  ${plain(url, 76)}`)}\n${rows.join('')}`;
}

function showRates(context: CliContext, hits: FieldHitsView): void {
  if (context.json) return printJson(context, hits);
  if (hits.items.length === 0) return context.err('The job has no fields, or no page of it was read.\n');
  printTable(
    context,
    ['FIELD', 'FOUND', 'OF', 'MISSING', 'HEALED', 'VALUE'],
    hits.items.map(({ name, found, pages, missing, healed, samples }) => [
      name,
      String(found),
      String(pages),
      String(missing),
      String(healed),
      plain(samples.join(', '), 60),
    ]),
  );
  if (hits.truncated) context.err(`The first ${hits.pages} pages were read.\n`);
}
