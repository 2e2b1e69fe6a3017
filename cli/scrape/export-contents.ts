// `export contents`: what the pages of a run say.
import { WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import type { CliContext } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { findJobId } from '../find-job.ts';
import { parseExportedForm } from './contents-folder.ts';
import { writeContents } from './write-contents.ts';

export interface ContentsOptions {
  readonly job?: string;
  readonly run?: string;
  readonly as?: readonly string[];
  readonly whole?: boolean;
  readonly follow?: boolean;
  readonly to?: string;
}

export async function exportContents(context: CliContext, options: ContentsOptions): Promise<number> {
  const { job, run: runId, as = ['markdown'], whole = false, follow = false, to } = options;
  if ((job === undefined) === (runId === undefined))
    throw new WebloomError(
      'validation',
      'Name a run with --run, or with --job a job whose latest run is meant.',
    );
  const jobId = job === undefined ? undefined : await findJobId(context.api, job);
  const wanted = { runId, jobId, forms: as.map(parseExportedForm), whole, follow, ...given({ to }) };
  return (await writeContents(context, wanted)) ? EXIT.ok : EXIT.error;
}
