// Finds the proxy pool that a command names.
import type { PoolView } from '../../../api/client/proxy-calls.ts';
import { NO_POOL } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { plain } from '../../print-table.ts';

/** By id, or by the whole name. */
export async function findProxyPool({ api }: Pick<CliContext, 'api'>, text: string): Promise<PoolView> {
  const { items } = await api.proxyPools();
  const found = items.find(({ poolId, name }) => poolId === text || name === text);
  if (found !== undefined) return found;
  const known = items.map(({ name }) => plain(name)).join(', ');
  const hint = known === '' ? 'There are none yet: webloom proxies add.' : `There are: ${known}.`;
  throw new WebloomError('not-found', `There is no proxy pool "${text}". ${hint}`);
}

/** As a configuration names it: by its id, or `none`. */
export async function proxyOf(context: Pick<CliContext, 'api'>, text: string): Promise<string> {
  return text === NO_POOL ? text : (await findProxyPool(context, text)).poolId;
}
