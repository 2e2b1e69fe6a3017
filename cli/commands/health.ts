// `health` tells how everything is, part by part, with a reason and a remedy for what is not well.
import type { Command } from 'commander';
import type { Health } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { formatTime } from '../print-table.ts';

type Part = Health['parts'][number];

export function registerHealth(program: Command, run: Run): void {
  program
    .command('health')
    .summary('show how everything is: services, processes, queues, disk, with a remedy for what is not well')
    .option('--all', 'what is well too')
    .action((options: { readonly all?: true }) =>
      run((context) => showHealth(context, options.all === true)),
    );
}

async function showHealth(context: CliContext, withAll: boolean): Promise<number> {
  const health = await context.api.health();
  const code = health.state === 'ok' ? EXIT.ok : EXIT.dependency;
  if (context.json) {
    printJson(context, health);
    return code;
  }
  const { out, paint } = context;
  const sign = {
    ok: paint.green('✓'),
    degraded: paint.yellow('!'),
    blind: paint.yellow('?'),
    down: paint.red('✕'),
  };
  out(`${sign[health.state]} ${health.headline} (${health.state})\n`);
  for (const part of health.parts) if (withAll || part.state !== 'ok') printPart(context, part);
  const well = health.parts.filter(({ state }) => state === 'ok').length;
  if (!withAll) out(`${well} of ${health.parts.length} parts are well; --all shows them.\n`);
  return code;
}

function printPart({ out, paint }: CliContext, { state, name, text, since, remedy }: Part): void {
  const sign = {
    ok: paint.green('✓'),
    warning: paint.yellow('!'),
    critical: paint.red('✕'),
    unknown: paint.dim('?'),
  };
  const when = since === null ? '' : paint.dim(` (since ${formatTime(since)})`);
  out(`${sign[state]} ${name}: ${text}${when}\n`);
  if (remedy !== null) out(`  → ${remedy}\n`);
}
