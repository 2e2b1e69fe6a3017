// The commands that pause a host and resume it.
import type { Command } from 'commander';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { formatTime, plain } from '../../print-table.ts';

interface PauseOptions {
  readonly reason: string;
  readonly for?: string;
}

export function registerHostPause(hosts: Command, run: Run): void {
  hosts
    .command('pause')
    .summary('ask a host for nothing; the pages of all runs wait, and none fails for that')
    .argument('<host>', 'as shop.example, or shop.example:8080')
    .requiredOption('--reason <text>', 'why; shown where its pages wait')
    .option('--for <time>', 'go on by itself after 30m, 2h …; absent: when it is resumed')
    .action((host: string, options: PauseOptions) => run((context) => pause(context, host, options)));
  hosts
    .command('resume')
    .summary('ask a paused host again')
    .argument('<host>', 'as shop.example, or shop.example:8080')
    .action((host: string) => run((context) => resume(context, host)));
}

async function pause(context: CliContext, name: string, { reason, for: span }: PauseOptions): Promise<void> {
  const until =
    span === undefined ? {} : { until: new Date(Date.now() + parseEvery(span, '--for')).toISOString() };
  const host = await context.api.setHostPause(name, 'pause', { reason, ...until });
  if (context.json) return printJson(context, host);
  const end = host.paused?.until ?? null;
  context.out(
    `${context.paint.green('✓')} ${plain(host.host)} is paused ${end === null ? 'until it is resumed' : `until ${formatTime(end)}`}\n`,
  );
}

async function resume(context: CliContext, name: string): Promise<void> {
  const host = await context.api.setHostPause(name, 'resume');
  if (context.json) return printJson(context, host);
  context.out(`${context.paint.green('✓')} ${plain(host.host)} is asked again\n`);
}
