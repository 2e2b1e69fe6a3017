// The command that tells what a run cost.
import type { Command } from 'commander';
import type { RunReceiptView } from '../../../api/client/run-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findRunId } from '../../find-job.ts';
import { formatBytes, formatDuration, plain, printTable } from '../../print-table.ts';

export function registerReceipt(program: Command, run: Run): void {
  program
    .command('receipt')
    .summary('tell what a run cost: requests, bytes, waiting and processor time, by stage and by host')
    .argument('<run>', 'id of a run, or a job: then its latest')
    .action((name: string) => run((context) => tellReceipt(context, name)));
}

async function tellReceipt(context: CliContext, name: string): Promise<void> {
  const receipt = await context.api.receipt(await findRunId(context.api, name));
  if (context.json) return printJson(context, receipt);
  for (const line of totalLines(receipt)) context.out(`${line}\n`);
  const { hosts, hostCount, otherHosts } = receipt;
  if (hosts.length === 0) return;
  const others = hostCount - hosts.length;
  const rows = hosts.map(({ host, ...cost }) => [plain(host, 60), ...cells(cost)]);
  if (otherHosts !== null) rows.push([`${others} other hosts`, ...cells(otherHosts)]);
  printTable(context, ['HOST', 'REQUESTS', 'BYTES', 'MEAN', 'WAITED', 'ANSWERS'], rows);
}

function totalLines(receipt: RunReceiptView): string[] {
  const { runId, final, requests, wireBytes, waitMs, cpuMs, stages, temporalEvents, temporalParts, byHost } =
    receipt;
  const used = stages.filter((stage) => stage.cpuMs !== null);
  const parts = used.map((stage) => `${stage.stage} ${formatDuration(stage.cpuMs ?? 0)}`).join(', ');
  return [
    `${runId}${final ? '' : '  so far'}`,
    `requests   ${requests}, ${formatBytes(wireBytes)} over the wire`,
    `waiting    ${formatDuration(waitMs)} for hosts' pace, summed over pages`,
    `processor  ${formatDuration(cpuMs)}${parts === '' ? '' : `: ${parts}`}`,
    ...(temporalEvents === null ? [] : [`Temporal   ${temporalEvents} events${histories(temporalParts)}`]),
    ...(byHost ? [] : ['           Chunks of an earlier version are not among the hosts.']),
  ];
}

function histories(parts: number | null): string {
  return parts === null || parts === 1 ? '' : `, in ${parts} histories`;
}

function cells(cost: NonNullable<RunReceiptView['otherHosts']>): string[] {
  const answers = Object.entries(cost.answers).filter(([, count]) => count > 0);
  return [
    String(cost.requests),
    formatBytes(cost.wireBytes),
    cost.meanMs === null ? '–' : formatDuration(cost.meanMs),
    formatDuration(cost.waitMs),
    answers.map(([name, count]) => `${count} × ${name}`).join(', '),
  ];
}
