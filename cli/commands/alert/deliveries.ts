// The commands for deliveries: what was sent to channels, and sending it again.
import type { Command } from 'commander';
import type { DeliveryView } from '../../../api/client/alert-calls.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

interface FilterOptions extends ListOptions {
  readonly failed?: boolean;
  readonly state?: string;
  readonly channel?: string;
  readonly job?: string;
}

export function registerDeliveryCommands(program: Command, run: Run): void {
  program
    .command('deliveries')
    .summary('list what was sent to channels, newest first')
    .option('--failed', 'only what was given up')
    .option('--state <state>', 'waiting, delivered or dead; several with commas between')
    .option('--channel <id>', 'only what went to this channel')
    .option('--job <job>', 'only what is about a job: its id or name')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: FilterOptions) => run((context) => list(context, options)));
  program
    .command('redeliver')
    .summary('send deliveries again that have ended')
    .argument('<deliveryId...>', 'ids of deliveries')
    .action((ids: string[]) => run((context) => redeliverAll(context, ids)));
}

async function list(context: CliContext, options: FilterOptions): Promise<void> {
  const { failed = false, state = failed ? 'dead' : undefined, channel, job, limit, cursor } = options;
  const jobId = job === undefined ? undefined : await findJobId(context.api, job);
  const found = await context.api.deliveries({ state, channel, jobId, limit, cursor });
  if (context.json) return printJson(context, found);
  if (found.items.length === 0) context.err('Nothing of this kind was sent.\n');
  else printTable(context, ['DELIVERY', 'AT', 'STATE', 'CHANNEL', 'TITLE', 'LAST'], found.items.map(toRow));
  sayMore(context, found.nextCursor);
}

function toRow({ deliveryId, createdAt, state, channelName, title, tries, detail }: DeliveryView): string[] {
  const shown = state === 'waiting' && tries > 0 ? `waiting, tried ${tries} times` : state;
  const channel = plain(channelName ?? 'removed', 24);
  return [deliveryId, formatTime(createdAt), shown, channel, plain(title, 60), plain(detail ?? '–', 80)];
}

async function redeliverAll(context: CliContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const delivery = await context.api.redeliver(id);
    if (context.json) printJson(context, delivery);
    else context.out(`${context.paint.green('✓')} ${delivery.deliveryId} is sent again\n`);
  }
}
