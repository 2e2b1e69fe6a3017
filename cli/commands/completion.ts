// `webloom completion`: prints what a shell needs to complete commands, options and names of jobs.
import { Argument, type Command } from 'commander';
import type { CliContext, Run } from '../context.ts';
import { plain } from '../print-table.ts';

const MAX_NAMES = 200;

const SHELLS = ['bash', 'zsh', 'fish', 'jobs'];

type What = 'bash' | 'zsh' | 'fish' | 'jobs';

export function registerCompletion(program: Command, run: Run): void {
  program
    .command('completion')
    .summary('print the completion script of a shell')
    .addArgument(
      new Argument('<shell>', 'the shell; or jobs: their names, which the scripts ask for').choices(SHELLS),
    )
    .action((what: What) =>
      run(async (context) => {
        if (what === 'jobs') await printNames(context);
        else context.out(await scriptFor(program, what));
      }),
    );
}

async function scriptFor(program: Command, shell: Exclude<What, 'jobs'>): Promise<string> {
  const { toCommandTree } = await import('../completion/command-tree.ts');
  const tree = toCommandTree(program);
  switch (shell) {
    case 'bash':
      return (await import('../completion/bash-script.ts')).bashScript(tree);
    case 'zsh':
      return (await import('../completion/zsh-script.ts')).zshScript(tree);
    case 'fish':
      return (await import('../completion/fish-script.ts')).fishScript(tree);
  }
}

/** One page of the list: a person who waits for a key to answer can not wait for all. */
async function printNames({ api, out }: CliContext): Promise<void> {
  const { items } = await api.jobs({ limit: MAX_NAMES });
  for (const name of new Set(items.map((job) => plain(job.name, 200)))) out(`${name}\n`);
}
