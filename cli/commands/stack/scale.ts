// `webloom scale`: how many scrapers, pipelines and renderers there are and why; sets the range in which the number follows the work.
import type { Command } from 'commander';
import type { RoleScalingView } from '../../../api/client/scaling-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import {
  LEAST_PROCESSES,
  type ScaledRole,
  SCALED_ROLES,
  parseRange,
  rangeText,
} from '../../../domain/health/scaling/process-range.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

const SHOWN_DECISIONS = 8;

export function registerScale(program: Command, run: Run): void {
  const scale = program
    .command('scale')
    .summary('show how many scrapers, pipelines and renderers there are and why, or set it');
  scale
    .command('status', { isDefault: true })
    .summary('how many are wanted and run, why, and what was changed')
    .action(() => run(showScaling));
  scale
    .command('set')
    .summary('let the number follow the work within a range, or fix it')
    .argument('<role>', 'scrapers, pipelines or renderers')
    .argument('<range>', 'a range (1..4; of renderers 0..2: on demand), or a number (3)')
    .action((role: string, range: string) => run((context) => setRange(context, role, range)));
  scale
    .command('reset')
    .summary('go back to what "up" was started with')
    .argument('<role>', 'scrapers, pipelines or renderers')
    .action((role: string) => run((context) => resetRange(context, role)));
}

async function showScaling(context: CliContext): Promise<void> {
  const { api, json, out } = context;
  const scaling = await api.scaling();
  if (json) return printJson(context, scaling);
  printTable(context, ['ROLE', 'WANTED', 'RUN', 'RANGE', 'SET BY', 'WHY'], scaling.items.map(roleRow));
  const changes = scaling.items
    .flatMap(({ role, decisions }) => decisions.map((one) => ({ role, ...one })))
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN_DECISIONS);
  if (changes.length === 0) return;
  out('\n');
  printTable(
    context,
    ['WHEN', 'ROLE', 'CHANGE', 'WHY'],
    changes.map(({ at, role, from, to, reason }) => [
      formatTime(at),
      role,
      `${from} → ${to}`,
      plain(reason, 200),
    ]),
  );
}

function roleRow({ role, wanted, running, range, setBy, reason }: RoleScalingView): string[] {
  return [
    role,
    String(wanted),
    running === null ? '?' : String(running),
    rangeText(range),
    setBy === null ? 'up' : plain(setBy),
    plain(reason, 200),
  ];
}

async function setRange(context: CliContext, name: string, text: string): Promise<void> {
  const role = roleNamed(name);
  told(context, await context.api.setProcesses(role, parseRange(text, name, LEAST_PROCESSES[role])));
}

async function resetRange(context: CliContext, name: string): Promise<void> {
  told(context, await context.api.unsetProcesses(roleNamed(name)));
}

function told(context: CliContext, scaling: RoleScalingView): void {
  if (context.json) return printJson(context, scaling);
  const { role, range } = scaling;
  const { floor, ceiling } = range;
  const words = floor === ceiling ? `${floor}, fixed` : `from ${floor} to ${ceiling}, as the work asks`;
  context.out(`${context.paint.green('✓')} ${role}s: ${words}; "webloom scale" shows how many run\n`);
}

function roleNamed(name: string): ScaledRole {
  const role = SCALED_ROLES.find((one) => one === name || `${one}s` === name);
  if (role !== undefined) return role;
  throw new WebloomError(
    'validation',
    `"${name}" can not be scaled: write scrapers, pipelines or renderers.`,
  );
}
