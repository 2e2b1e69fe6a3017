// The commands for what gates of runs hold back: confirm it or withdraw it.
import type { Command } from 'commander';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findRunId } from '../../find-job.ts';

const VERBS = [
  ['confirm', 'tell the changes of a run that a gate holds back'],
  ['withdraw', 'withdraw the changes of a run that a gate holds back: nobody is told'],
] as const;

export function registerGate(program: Command, run: Run): void {
  const gate = program.command('gate').summary('decide about changes that a quality gate holds back');
  for (const [verb, summary] of VERBS)
    gate
      .command(verb)
      .summary(summary)
      .addHelpText('before', `Example: webloom gate ${verb} run_01…\n`)
      .argument('<run>', 'id of a run, or a job: then its latest')
      .action((name: string) => run((context) => decide(context, name, verb)));
}

async function decide(context: CliContext, name: string, verb: 'confirm' | 'withdraw'): Promise<void> {
  const decided = await context.api.decideChanges(await findRunId(context.api, name), verb);
  if (context.json) return printJson(context, decided);
  context.out(
    `${context.paint.green('✓')} the changes of ${decided.runId} are ${decided.hold?.state ?? ''}\n`,
  );
}
