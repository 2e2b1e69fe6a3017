// Fetches one address for `inspect`, behind the same guards as every scraper: the operator's egress policy, limits,
// deadline. Redirects to other hosts are followed here, each hop checked again.
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { readConfig } from '../../adapters/env/config.ts';
import type { EgressPolicy } from '../../domain/egress/policy.ts';
import { WebloomError } from '../../domain/errors.ts';
import { PAGE_LIMITS } from '../../domain/fetch/fetcher.ts';
import type { Env } from './service.ts';

export interface FetchedPage {
  readonly body: Uint8Array;
  readonly contentType: string | null;
  readonly url: string;
}

const MAX_HOSTS = 5;

/** What the operator lets Webloom reach. */
export function readPolicy(env: Env): EgressPolicy {
  return readConfig(env).egress;
}

export async function fetchPage(env: Env, url: string, signal: AbortSignal): Promise<FetchedPage> {
  const { egress, userAgent } = readConfig(env);
  const fetcher = createPlainFetcher({ policy: egress, clock: Date.now });
  try {
    let next = url;
    for (let hosts = 0; hosts < MAX_HOSTS; hosts++) {
      const outcome = await fetcher.fetch({ ...PAGE_LIMITS, url: next, userAgent }, signal);
      if (outcome.outcome === 'moved-to') {
        next = outcome.url;
        continue;
      }
      if (outcome.outcome === 'fetched') {
        const contentType = outcome.headers.find(({ name }) => name === 'content-type')?.value ?? null;
        return { body: outcome.body, contentType, url: outcome.finalUrl };
      }
      throw failed(next, describe(outcome));
    }
    throw failed(url, 'too many hosts in its redirects');
  } finally {
    await fetcher.close();
  }
}

function describe(outcome: object): string {
  return Object.entries(outcome)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

function failed(url: string, why: string): WebloomError {
  return new WebloomError('url-not-allowed', `${url} could not be fetched: ${why}.`, { facts: { url } });
}
