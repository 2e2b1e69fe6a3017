// `webloom up`: runs the services and Webloom itself on this machine until Ctrl-C.
import type { Command } from 'commander';
import { LEAST_PROCESSES, parseRange } from '../../../domain/health/scaling/process-range.ts';
import type { CliContext, Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import type { LocalOptions, LocalWebloom } from '../../stack/local-webloom.ts';
import { smallSettings } from '../../stack/small.ts';
import { given } from '../../../domain/system/given.ts';
import { OWN_COMMAND } from '../../stack/build-root.ts';

interface UpOptions {
  readonly scrapers?: string;
  readonly pipelines?: string;
  readonly renderers?: string;
  readonly small?: boolean;
  readonly useRunning?: boolean;
  readonly acceptLoss?: boolean;
  readonly verbose?: boolean;
}

export function registerUp(program: Command, run: Run): void {
  program
    .command('up')
    .summary('start the services and Webloom on this machine; Ctrl-C stops them')
    .option('--scrapers <n>', 'scraper processes: a number, or a range that follows the work (1..4); else 1')
    .option('--pipelines <n>', 'pipeline processes, written in the same way; else 1')
    .option('--renderers <n>', 'processes with a browser: a number, or a range on demand (0..2); else 0..1')
    .option('--small', 'for a small machine: within 1.2 GB of memory and 1 GB of disk')
    .option('--use-running', 'use services that already run on their standard ports')
    .option('--accept-loss', 'let the store go on without what is missing or damaged in its folder')
    .option('--verbose', 'show what the processes log')
    .action((options: UpOptions) => run((context) => up(context, options)));
}

async function up(context: CliContext, options: UpOptions): Promise<number> {
  const { acceptLoss, small, useRunning, verbose } = options;
  const { dataDir, err, paint, interrupted } = context;
  const startedAt = performance.now();
  const log = (line: string): void => err(`${paint.dim('·')} ${line}\n`);
  const env = small === true ? smallSettings(context.env) : context.env;
  const { startLocalWebloom } = await import('../../stack/local-webloom.ts');
  const local = await startLocalWebloom({
    dataDir,
    env,
    log,
    signal: interrupted,
    ranges: rangesAsked(options),
    ...given({ useRunning, acceptLoss }),
    ...(verbose === true
      ? { onLine: (name: string, line: string) => err(`${paint.cyan(name.padEnd(13))} ${line}\n`) }
      : {}),
  });
  err(`${paint.green('✓')} up in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
  printBanner(context, local);
  await untilInterrupted(interrupted);
  await stopLocal(context, local);
  return EXIT.ok;
}

function rangesAsked({ scrapers, pipelines, renderers }: UpOptions): NonNullable<LocalOptions['ranges']> {
  return {
    ...(scrapers === undefined ? {} : { scraper: parseRange(scrapers, '--scrapers') }),
    ...(pipelines === undefined ? {} : { pipeline: parseRange(pipelines, '--pipelines') }),
    ...(renderers === undefined
      ? {}
      : { renderer: parseRange(renderers, '--renderers', LEAST_PROCESSES.renderer) }),
  };
}

function printBanner(context: CliContext, local: LocalWebloom): void {
  const { env, json, out, dataDir, paint } = context;
  const { apiUrl, addresses } = local;
  if (json) {
    out(
      `${JSON.stringify({ event: 'up', apiUrl, temporalUiUrl: addresses.temporalUiUrl ?? null, dataDir })}\n`,
    );
    return;
  }
  const lines = [
    ['Dashboard', apiUrl],
    ['API docs', `${apiUrl}/docs`],
    ['Access', accessWords(env['WEBLOOM_API_KEY'])],
    ['Temporal UI', addresses.temporalUiUrl ?? 'not known'],
    ['Data', `${dataDir} (kept; delete the folder to begin anew)`],
    ...bucketRow(env['WEBLOOM_BLOBS']),
    ['Try', `${OWN_COMMAND} add https://example.com --start`],
    ['Stop', 'Ctrl-C'],
  ];
  out(
    `\n${lines.map(([name = '', value = '']) => `  ${paint.bold(name.padEnd(12))} ${value}`).join('\n')}\n\n`,
  );
}

/** The setting was judged before: it holds no key. */
function bucketRow(address = ''): string[][] {
  return address.trim() === '' ? [] : [['Blobs', `${address.trim()} (kept too; docs/s3.md)`]];
}

/** Without a key nobody but this machine is served, and everybody on it may do everything. */
function accessWords(apiKey: string | undefined): string {
  return apiKey === undefined || apiKey === ''
    ? 'open to this machine, without a key (docs/api-keys.md)'
    : 'with a key: paste it at the login (docs/api-keys.md)';
}

export function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // An open handle, without which the process would end.
    const timer = setInterval(() => undefined, 60_000);
    const done = (): void => {
      clearInterval(timer);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

export async function stopLocal(
  { err, paint, killed }: Pick<CliContext, 'err' | 'paint' | 'killed'>,
  local: LocalWebloom,
): Promise<void> {
  const startedAt = performance.now();
  err(`\n${paint.dim('·')} stopping: running work is finished and kept (Ctrl-C again ends at once)\n`);
  const kill = (): void => void local.kill();
  killed.addEventListener('abort', kill, { once: true });
  await local.stop();
  err(`${paint.green('✓')} stopped in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
}
