// Read-only mode: jobs run, and nobody changes anything.
import type { Command } from 'commander';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { plain } from '../../print-table.ts';
import { tell } from './emergency.ts';

export function registerReadOnly(program: Command, run: Run): void {
  const readOnly = program
    .command('read-only')
    .summary('refuse all changes while jobs run on: on, off, or show whether it is on');
  readOnly
    .command('on')
    .summary('refuse all changes; the emergency stop is taken all the same')
    .requiredOption('--reason <text>', 'why; told to everybody who is refused')
    .action(({ reason }: { readonly reason: string }) =>
      run(async (context) =>
        tell(context, await context.hurriedApi.placeHold({ scope: { kind: 'changes' }, reason }), '✓'),
      ),
    );
  readOnly
    .command('off')
    .summary('take changes again')
    .action(() => run(turnOff));
  readOnly
    .command('status')
    .summary('show whether it is on, since when, by whom and why')
    .action(() => run(show));
}

async function turnOff(context: CliContext): Promise<void> {
  const { readOnly } = await context.hurriedApi.emergency();
  if (readOnly === null) context.err('Read-only mode is not on.\n');
  else tell(context, await context.hurriedApi.liftHold(readOnly.holdId), '✓');
}

async function show(context: CliContext): Promise<void> {
  const { readOnly } = await context.hurriedApi.emergency();
  if (context.json) return printJson(context, { readOnly });
  context.out(
    readOnly === null ? 'Changes are taken.\n' : `${plain(readOnly.words, 400)}\n  → ${readOnly.remedy}\n`,
  );
}
