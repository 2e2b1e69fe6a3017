// Asks for a page by each server of a pool, for somebody who wants to know which of them do.
import { type ProxyPool, serverName } from '../../config/proxy-pool/proxy-pool.ts';
import { openServer } from '../../config/proxy-pool/proxy-secrets.ts';
import type { ServerTrial, TryServer } from '../../config/proxy-pool/try-server.ts';
import { WebloomError } from '../../system/errors.ts';
import type { SecretBox } from '../../system/secret/secret-box.ts';
import { checkUrl } from '../../web/egress/check.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { refusalInWords } from '../../web/egress/refusal-words.ts';

export interface TryPoolPorts {
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly tryServer: TryServer;
}

export interface NamedTrial extends ServerTrial {
  readonly server: string;
}

/** At a time: one that hangs holds up few others. */
const AT_ONCE = 25;

export async function tryProxyPool(
  { secrets, tryServer }: TryPoolPorts,
  { pool, url }: { readonly pool: ProxyPool; readonly url: string },
  policy: EgressPolicy,
): Promise<NamedTrial[]> {
  const verdict = checkUrl(url, policy);
  if (!verdict.allowed) {
    const detail = `${url} ${refusalInWords(verdict.reason, url, policy)}.`;
    throw new WebloomError('validation', `The page can not be asked for: ${detail}`, {
      facts: { errors: [{ pointer: '/url', code: 'url-not-allowed', detail }] },
    });
  }
  const trials: NamedTrial[] = [];
  for (let at = 0; at < pool.servers.length; at += AT_ONCE) {
    const some = pool.servers.slice(at, at + AT_ONCE).map(async (stored): Promise<NamedTrial> => {
      const server = serverName(pool, stored);
      const opened = openServer(secrets, pool, stored);
      if (opened.ok) return { server, ...(await tryServer(opened.server, verdict.url)) };
      return { server, answered: false, ms: 0, status: null, exitAddress: null, detail: opened.detail };
    });
    trials.push(...(await Promise.all(some)));
  }
  return trials;
}
