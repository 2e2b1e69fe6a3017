// `status` asks the running stack whether everything works, `doctor` checks the machine.
import type { Command } from 'commander';
import type { DiskSpace } from '../../domain/disk/disk-space.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { formatTime, printTable } from '../print-table.ts';
import { printOverview } from '../overview-text.ts';
import { readStackFile } from '../stack/stack-file.ts';
import { printDoctor } from './stack/doctor.ts';

export function registerStatus(program: Command, run: Run): void {
  program
    .command('status')
    .summary('show how it is doing: headline, what needs you, services, processes')
    .action(() => run(showStatus));
  program
    .command('doctor')
    .summary('check what this machine needs, with a remedy for each thing missing')
    .action(() => run(examine));
}

async function examine({ env, dataDir, json, paint, out }: CliContext): Promise<number> {
  const { runDoctor } = await import('../stack/doctor/doctor.ts');
  return printDoctor(await runDoctor(env, { dataDir }), { json, color: paint.isColorSupported, write: out });
}

async function showStatus(context: CliContext): Promise<number> {
  const { api, apiUrl, dataDir, json, out, paint } = context;
  const [health, agents, overview] = await Promise.all([api.health(), api.agents(), api.overview()]);
  const stack = readStackFile(dataDir);
  const code = health.state === 'ok' ? EXIT.ok : EXIT.dependency;
  if (json) {
    printJson(context, { apiUrl, stack, ...health, overview, processes: agents.items });
    return code;
  }
  printOverview(context, overview);
  const isWell = health.state === 'ok';
  out(
    `${isWell ? paint.green('✓ healthy') : paint.yellow(`! ${health.state} (webloom health)`)}  ${apiUrl}\n`,
  );
  for (const { name, ok, latencyMs, detail, since } of health.checks) {
    const sign = ok ? paint.green('✓') : paint.red('✕');
    const trouble = detail === null ? '' : `  ${detail} (since ${formatTime(since)})`;
    // A process is listed here only if it has trouble; the table below has all of them.
    if (!ok || latencyMs > 0) out(`${sign} ${name.padEnd(12)} ${Math.round(latencyMs)} ms${trouble}\n`);
  }
  if (health.disk !== null) out(`${diskLine(context, health.disk)}\n`);
  for (const { id, state, text } of health.parts)
    if (id === 'backup')
      out(`${state === 'ok' ? paint.green('✓') : paint.yellow('!')} ${'backup'.padEnd(12)} ${text}\n`);
  const rows = agents.items.map((agent) => [
    agent.role,
    agent.health,
    String(agent.pid),
    formatTime(agent.startedAt),
    `${(agent.silentMs / 1_000).toFixed(1)} s ago`,
  ]);
  printTable(context, ['PROCESS', 'HEALTH', 'PID', 'SINCE', 'LAST SIGN'], rows);
  if (stack?.temporalUiUrl) out(`Temporal UI  ${stack.temporalUiUrl}\n`);
  return code;
}

function diskLine({ paint }: CliContext, disk: DiskSpace): string {
  const mark = { ok: paint.green('✓'), low: paint.yellow('!'), full: paint.red('✕') }[disk.state];
  const gib = (bytes: number): string => `${(bytes / 1_024 ** 3).toFixed(1)} GiB`;
  return `${mark} ${'room'.padEnd(12)} ${gib(disk.freeBytes)} of ${gib(disk.totalBytes)} free at ${disk.folder}`;
}
