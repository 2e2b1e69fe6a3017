// Looks at a page by one server of a pool, as a scraper would, and tells what came of it.
import net from 'node:net';
import type { ServerTrial, TryServer } from '../../../domain/config/proxy-pool/try-server.ts';
import type { EgressPolicy, ProxyMet } from '../../../domain/web/egress/policy.ts';
import { parseProxy } from '../../../domain/web/egress/proxy.ts';
import type { FetchOutcome } from '../../../domain/web/fetch/fetcher.ts';
import type { Resolver } from '../../../domain/web/fetch/resolver.ts';
import { createPlainFetcher } from '../plain-fetcher.ts';
import { pooledProxy } from './pooled-proxy.ts';

export interface ServerTrialOptions {
  readonly policy: EgressPolicy;
  readonly resolver?: Resolver;
  readonly userAgent: string;
}

const WITHIN_MS = 10_000;
const MAX_BYTES = 1_000_000;
/** A page that says an address says little else. */
const MAX_ADDRESS_BYTES = 4_000;

const DIRECT =
  'the page was asked for directly: what is private, or allowed by the operator, never goes by a proxy';

export function createServerTrial({ policy, resolver, userAgent }: ServerTrialOptions): TryServer {
  return async ({ url: serverUrl, user, password = '' }, url) => {
    const address = parseProxy(serverUrl);
    if (typeof address === 'string') return failed(0, `the address of the server ${address}`);
    const mets: ProxyMet[] = [];
    const login = user === undefined ? null : { user, password };
    const told = { name: 'the server', tell: (met: ProxyMet): void => void mets.push(met) };
    const guard = resolver === undefined ? { policy } : { policy, resolver };
    const proxy = pooledProxy({ ...address, login: () => login }, guard, told);
    const fetcher = createPlainFetcher({ ...guard, clock: Date.now });
    const startedMs = performance.now();
    try {
      const limits = { maxWireBytes: MAX_BYTES, maxDecodedBytes: MAX_BYTES, maxRedirects: 3 };
      const request = { url, userAgent, proxy, deadlineMs: WITHIN_MS, onlyBeginning: true, ...limits };
      const outcome = await fetcher.fetch(request, new AbortController().signal);
      const ms = Math.round(performance.now() - startedMs);
      const hasAnswer = 'status' in outcome;
      if (hasAnswer && !mets.some(({ kind }) => kind === 'reached')) return failed(ms, DIRECT);
      return toTrial(outcome, ms, mets.at(-1));
    } finally {
      await fetcher.close();
    }
  };
}

/** `met`: what came of the last connection. */
function toTrial(outcome: FetchOutcome, ms: number, met: ProxyMet | undefined): ServerTrial {
  if (outcome.outcome === 'refused') return failed(ms, `the page is not allowed (${outcome.reason})`);
  if (outcome.outcome === 'failed')
    return failed(ms, met !== undefined && 'why' in met ? met.why : outcome.detail);
  const exitAddress = outcome.outcome === 'fetched' ? addressIn(outcome.body) : null;
  return { answered: true, ms, status: outcome.status, exitAddress, detail: null };
}

function failed(ms: number, detail: string): ServerTrial {
  return { answered: false, ms, status: null, exitAddress: null, detail };
}

/** The one address that a short answer names, as those do that are asked for it. */
function addressIn(body: Uint8Array): string | null {
  if (body.length > MAX_ADDRESS_BYTES) return null;
  const words = Buffer.from(body)
    .toString('utf8')
    .split(/[^0-9a-fA-F.:]+/);
  const found = new Set(words.filter((word) => net.isIP(word) !== 0));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
