// The command that prints the address of a feed of changes, and makes or ends the token in it.
import type { Command } from 'commander';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';

interface FeedOptions {
  readonly format: string;
  readonly severity?: string;
  readonly kind?: string;
  readonly rotate?: boolean;
  readonly revoke?: boolean;
}

export function registerFeed(program: Command, run: Run): void {
  program
    .command('feed')
    .summary('print the address of a feed of changes, for a reader of feeds')
    .argument('[job]', 'only of this job: id or name')
    .option('--format <format>', 'rss, atom or json', 'rss')
    .option('--severity <severities>', 'only minor, notable, major; several with commas')
    .option('--kind <kinds>', 'only of these kinds; several with commas')
    .option('--rotate', 'make a new token first: all old addresses end')
    .option('--revoke', 'end all addresses, and make no new one')
    .addHelpText(
      'before',
      'Examples: webloom feed\n          webloom feed shop --format atom --severity major\n',
    )
    .action((job: string | undefined, options: FeedOptions) =>
      run((context) => showFeed(context, job, options)),
    );
}

async function showFeed(context: CliContext, job: string | undefined, options: FeedOptions): Promise<void> {
  const { api, apiUrl } = context;
  if (options.revoke === true) {
    await api.removeFeedToken();
    return context.err('All addresses of feeds have ended.\n');
  }
  const jobId = job === undefined ? undefined : await findJobId(api, job);
  const kept = options.rotate === true ? null : (await api.feedToken()).token;
  const token = kept ?? (await api.makeFeedToken()).token ?? '';
  const { format, severity, kind } = options;
  const address = new URL(`/v1/feeds/${jobId === undefined ? 'all' : `job/${jobId}`}.${format}`, apiUrl);
  for (const [name, value] of Object.entries({ token, severity, kind }))
    if (value !== undefined) address.searchParams.set(name, value);
  if (context.json) return printJson(context, { url: address.href });
  context.out(`${address.href}\n`);
  context.err('Whoever has this address can read the changes; "webloom feed --rotate" ends it.\n');
}
