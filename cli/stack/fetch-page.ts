// Fetches one URL for `inspect`, with the same guards as a scraper: the operator's egress policy, limits,
// deadline. Redirects to other hosts are followed here, each hop checked again.
import { type FetcherOptions, createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { createLog } from '../../adapters/log/pino-log.ts';
import { type Config, readConfig } from '../../adapters/env/config.ts';
import type { EgressReason } from '../../domain/web/egress/check.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import { allowLine, allowableTarget } from '../../domain/web/egress/refusal-words.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { faultsOf } from '../../domain/system/fault.ts';
import type { PageStep } from '../../domain/web/page-step/page-step.ts';
import { type Fetcher, type FetchOutcome, PAGE_LIMITS } from '../../domain/web/fetch/fetcher.ts';
import type { Env } from './service/service.ts';

export interface FetchedPage {
  readonly body: Uint8Array;
  readonly contentType: string | null;
  readonly url: string;
}

const MAX_HOSTS = 5;

/** The operator's egress policy. */
export function readPolicy(env: Env): EgressPolicy {
  return readConfig(env).egress;
}

export interface WantedPage {
  readonly url: string;
  /** A browser opens it. */
  readonly render: boolean;
  /** What the browser does on it first; one opens it then in any case. */
  readonly steps?: readonly unknown[];
}

export async function fetchPage(
  env: Env,
  { url, render, steps }: WantedPage,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const config = readConfig(env);
  const { egress, userAgent } = config;
  const wait = steps === undefined ? {} : { wait: { steps: await parseSteps(steps, config) } };
  const fetching = { policy: egress, clock: Date.now };
  const fetcher =
    render || steps !== undefined ? await openRenderer(fetching, config) : createPlainFetcher(fetching);
  try {
    let next = url;
    for (let hosts = 0; hosts < MAX_HOSTS; hosts++) {
      const outcome = await fetcher.fetch({ ...PAGE_LIMITS, ...wait, url: next, userAgent }, signal);
      if (outcome.outcome === 'moved-to') {
        next = outcome.url;
        continue;
      }
      if (outcome.outcome === 'fetched') {
        const contentType = outcome.headers.find(({ name }) => name === 'content-type')?.value ?? null;
        return { body: outcome.body, contentType, url: outcome.finalUrl };
      }
      throw notFetched(next, outcome, egress);
    }
    throw new WebloomError(
      'validation',
      `${url} could not be fetched: its redirects go over too many hosts.`,
    );
  } finally {
    await fetcher.close();
  }
}

/** Loaded where it is wanted: few looks need a browser. */
async function openRenderer(
  fetching: FetcherOptions,
  { browser, allowsScripts }: Pick<Config, 'browser' | 'allowsScripts'>,
): Promise<Fetcher> {
  const { createRenderedFetcher } = await import('../../adapters/browser/rendered-fetcher.ts');
  return createRenderedFetcher({ ...fetching, browser, allowsScripts, log: createLog('inspect', 'error') });
}

/** By the rules that a job with these steps would have to keep. */
async function parseSteps(
  steps: readonly unknown[],
  { egress: policy, allowsScripts }: Pick<Config, 'egress' | 'allowsScripts'>,
): Promise<PageStep[]> {
  const { pageStepsSchema } = await import('../../domain/config/page-step/schema.ts');
  const { checkPageSteps } = await import('../../domain/config/page-step/check-page-steps.ts');
  const parsed = pageStepsSchema.safeParse(steps);
  const faults = [
    ...(parsed.success ? [] : faultsOf(parsed.error.issues)),
    ...checkPageSteps({ steps }, { policy, allowsScripts }),
  ];
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new WebloomError('validation', faults.map(({ detail }) => detail).join(' '));
}

type Unfetched = Exclude<FetchOutcome, { readonly outcome: 'fetched' | 'moved-to' }>;

function notFetched(url: string, outcome: Unfetched, policy: EgressPolicy): WebloomError {
  const facts = { url, ...('status' in outcome ? { status: outcome.status } : {}) };
  switch (outcome.outcome) {
    case 'refused':
      return new WebloomError(
        'url-not-allowed',
        `${url} is refused: ${outcome.reason} (${outcome.detail}).`,
        {
          facts: { ...facts, ...remedyOf(outcome.reason, url, policy) },
        },
      );
    case 'failed':
      return unreachable(`${url} could not be fetched: ${outcome.reason} (${outcome.detail}).`, facts);
    case 'http-error':
    case 'not-modified':
      return unreachable(`${url} answered ${outcome.status}, so there is no page to inspect.`, facts);
  }
}

function remedyOf(reason: EgressReason, url: string, policy: EgressPolicy): { remedy?: string } {
  const target = allowableTarget(reason, url);
  return target === null ? {} : { remedy: `If it is yours, allow it: ${allowLine(target, policy)}` };
}

function unreachable(message: string, facts: object): WebloomError {
  return new WebloomError('dependency-unavailable', message, {
    facts: { title: 'The page could not be fetched', ...facts },
  });
}
