// Options that choose dead letters: by ids, by filters, or all.
import type { Command } from 'commander';
import type { LetterChoice } from '../../../api/client/recovery-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { LETTER_ORIGINS } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import type { CliContext } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { given } from '../../../domain/system/given.ts';

export interface ChoiceOptions {
  readonly origin?: string;
  readonly job?: string;
  readonly run?: string;
  readonly host?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly all?: boolean;
}

export function withFilters(command: Command): Command {
  return command
    .option('--origin <origin>', `${LETTER_ORIGINS.join(', ')}; several with commas between`)
    .option('--job <job>', 'only letters of a job: its id or name')
    .option('--run <id>', 'only what failed last in this run')
    .option('--host <host>', 'only pages of this host')
    .option('--reason <code>', 'only this reason code; several with commas between')
    .option('--since <time>', 'only what failed last in the last 30m, 2h, 7d …');
}

export async function toChoice(
  { api }: Pick<CliContext, 'api'>,
  ids: readonly string[],
  options: ChoiceOptions,
): Promise<LetterChoice> {
  const { job, run, host, reason, origin, since, all } = options;
  const choice = {
    ...(ids.length === 0 ? {} : { ids: [...ids] }),
    ...(origin === undefined ? {} : { origin: origin.split(',').map(parseOrigin) }),
    ...(job === undefined ? {} : { jobId: await findJobId(api, job) }),
    ...given({ runId: run, host }),
    ...(reason === undefined ? {} : { reason: reason.split(',') }),
    ...(since === undefined ? {} : { since: toTime(since) }),
    ...(all === true ? { all } : {}),
  };
  if (Object.keys(choice).length > 0) return choice;
  throw new WebloomError('validation', 'Say which letters: ids, a filter such as --job or --host, or --all.');
}

export function toTime(span: string): string {
  return new Date(Date.now() - parseEvery(span, '--since')).toISOString();
}

function parseOrigin(text: string): (typeof LETTER_ORIGINS)[number] {
  const found = LETTER_ORIGINS.find((origin) => origin === text);
  if (found !== undefined) return found;
  throw new WebloomError('validation', `"${text}" is no origin. Use ${LETTER_ORIGINS.join(', ')}.`);
}
