// `status` asks the running stack whether everything works, `doctor` checks the machine.
import type { Command } from 'commander';
import type { DiskSpace } from '../../domain/system/disk/disk-space.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { formatTime, printTable } from '../print-table.ts';
import { printOverview } from '../overview-text.ts';
import { type StackFile, readStackFile } from '../stack/stack-file.ts';
import { printDoctor } from './stack/doctor.ts';

type Part = Awaited<ReturnType<CliContext['api']['health']>>['parts'][number];

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
  const { api, apiUrl, dataDir, json, out } = context;
  const [health, agents, overview] = await Promise.all([api.health(), api.agents(), api.overview()]);
  const stack = readStackFile(dataDir);
  const code = health.state === 'ok' ? EXIT.ok : EXIT.dependency;
  if (json) {
    printJson(context, { apiUrl, stack, ...health, overview, processes: agents.items });
    return code;
  }
  const starting = startingInWords({ apiUrl, stack, health, now: Date.now() });
  if (starting === null) printOverview(context, overview);
  out(`${headline(context, health.state, starting)}  ${apiUrl}\n`);
  // A process is listed here only if it has trouble; the table below has all of them.
  for (const part of health.parts)
    if (part.kind === 'service' || (part.kind === 'agent' && part.state !== 'ok'))
      out(`${partLine(context, part)}\n`);
  if (health.disk !== null) out(`${diskLine(context, health.disk)}\n`);
  for (const part of health.parts) if (part.id === 'backup') out(`${backupLine(context, part)}\n`);
  const rows = agents.items.map((agent) => [
    agent.role,
    agent.state,
    String(agent.pid),
    formatTime(agent.startedAt),
    `${(agent.silentMs / 1_000).toFixed(1)} s ago`,
  ]);
  printTable(context, ['PROCESS', 'STATE', 'PID', 'SINCE', 'LAST SIGN'], rows);
  if (stack?.temporalUiUrl) out(`Temporal UI  ${stack.temporalUiUrl}\n`);
  return code;
}

function headline({ paint }: CliContext, state: string, starting: string | null): string {
  if (starting !== null) return `${paint.blue('◔')} ${starting}`;
  return state === 'ok' ? paint.green('✓ healthy') : paint.yellow(`! ${state} (webloom health)`);
}

function partLine({ paint }: CliContext, { id, kind, state, text, figures, since }: Part): string {
  const sign = state === 'ok' ? paint.green('✓') : paint.red('✕');
  const took = kind === 'service' ? `${Math.round(figures['latencyMs'] ?? 0)} ms` : '';
  const trouble = state === 'ok' ? '' : `  ${text} (since ${formatTime(since)})`;
  return `${sign} ${id.padEnd(12)} ${took}${trouble}`;
}

function backupLine({ paint }: CliContext, { state, text }: Part): string {
  const sign = state === 'ok' ? paint.green('✓') : paint.yellow('!');
  return `${sign} ${'backup'.padEnd(12)} ${text}`;
}

/** After `up` each process gives its first sign of life within 5 s, on a busy machine later. */
const STARTING_MS = 30_000;
const STARTS: ReadonlySet<string> = new Set(['service', 'agent', 'monitor']);

/** What is not there yet right after the start is no trouble; null: it has started, or something else is wrong too. */
export function startingInWords({
  apiUrl,
  stack,
  health,
  now,
}: {
  readonly apiUrl: string;
  readonly stack: Pick<StackFile, 'apiUrl' | 'startedAt'> | null;
  readonly health: { readonly parts: readonly Pick<Part, 'name' | 'kind' | 'state'>[] };
  readonly now: number;
}): string | null {
  if (stack === null || stack.apiUrl !== apiUrl) return null;
  const upMs = now - Date.parse(stack.startedAt);
  const unwell = health.parts.filter(({ state }) => state !== 'ok');
  const missing = unwell.filter(({ kind }) => STARTS.has(kind));
  const isYoung = upMs >= 0 && upMs <= STARTING_MS;
  if (
    !isYoung ||
    missing.length === 0 ||
    unwell.some(({ kind, state }) => !STARTS.has(kind) && state === 'critical')
  )
    return null;
  const names = missing.map(({ name }) => name.replace(/^The /, 'the ')).join(', ');
  return `Webloom is starting, for ${Math.round(upMs / 1_000)} s: ${names} ${missing.length === 1 ? 'is' : 'are'} not there yet; ask again in a moment`;
}

function diskLine({ paint }: CliContext, disk: DiskSpace): string {
  const mark = { ok: paint.green('✓'), low: paint.yellow('!'), full: paint.red('✕') }[disk.state];
  const gib = (bytes: number): string => `${(bytes / 1_024 ** 3).toFixed(1)} GiB`;
  return `${mark} ${'room'.padEnd(12)} ${gib(disk.freeBytes)} of ${gib(disk.totalBytes)} free at ${disk.folder}`;
}
