// Finds the login that a command names.
import type { LoginView } from '../../api/client/login-calls.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

/** By id, or by the whole name. */
export async function findLogin({ api }: Pick<CliContext, 'api'>, text: string): Promise<LoginView> {
  const { items } = await api.logins();
  const found = items.find(({ loginId, name }) => loginId === text || name === text);
  if (found !== undefined) return found;
  const known = items.map(({ name }) => plain(name)).join(', ');
  const hint = known === '' ? 'There are none yet: webloom logins add.' : `There are: ${known}.`;
  throw new WebloomError('not-found', `There is no login "${text}". ${hint}`);
}
