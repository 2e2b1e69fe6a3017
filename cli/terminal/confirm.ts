// Asks before something is lost. Where nobody can be asked, --yes has to say it.
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';

/** False: the person said no. */
export async function confirm(
  { ask }: Pick<CliContext, 'ask'>,
  question: string,
  isSaid: boolean,
): Promise<boolean> {
  if (isSaid) return true;
  const answer = await ask(`${question} [y/N] `);
  if (answer !== null) return /^y(es)?$/i.test(answer.trim());
  throw new WebloomError('validation', `${question} There is no terminal to ask.`, {
    facts: { title: 'This has to be confirmed', remedy: 'Add --yes if you mean it.' },
  });
}
