// `webloom schema`: the JSON Schema of files with jobs, for editors.
import type { Command } from 'commander';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Run } from '../../context.ts';

export function registerSchema(program: Command, run: Run): void {
  program
    .command('schema')
    .summary('print the JSON Schema of files with jobs, for editors that complete and check them')
    .argument('<what>', 'job')
    .action((what: string) =>
      run(async ({ out }) => {
        if (what !== 'job')
          throw new WebloomError('validation', `There is no schema of "${what}": webloom schema job.`);
        const { jobFileSchema } = await import('../../../domain/config/job-file/schema.ts');
        out(`${JSON.stringify(jobFileSchema(), null, 2)}\n`);
      }),
    );
}
