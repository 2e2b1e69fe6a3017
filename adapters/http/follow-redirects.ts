// A whole fetch: guard → request → answer, hop by hop, with one deadline. Only hops on the same host are
// followed; a redirect to another host is returned, because that host has its own pace.
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkUrl } from '../../domain/web/egress/check.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import {
  type FetchOutcome,
  type FetchRequest,
  type CookieKeeper,
  type FetchTimings,
  type HeaderLine,
  KEPT_HEADERS,
} from '../../domain/web/fetch/fetcher.ts';
import { FETCH_FAILURES, isRedirectStatus, isRetryableStatus } from '../../domain/web/fetch/reason.ts';
import { parseContentType, parseLocation, parseRetryAfter } from '../../domain/web/fetch/response-headers.ts';
import { blameProxy } from './proxy/blame-proxy.ts';
import { openCookieJar } from './cookie-jar.ts';
import { decodeBody } from './decode-body.ts';
import type { FailureDetail } from './failure.ts';
import type { Hop, HopCost, HopResponse, SendHop } from './hop.ts';
import { requestHeaders } from './request-headers.ts';
import { isPost, sentText } from '../../domain/web/fetch/request-body.ts';
import { given } from '../../domain/system/given.ts';

export interface FetchEnvironment {
  readonly policy: EgressPolicy;
  /** Milliseconds since 1970, for Retry-After dates. */
  readonly clock: () => number;
  readonly sendHop: SendHop;
}

export async function followRedirects(
  request: FetchRequest,
  signal: AbortSignal,
  environment: FetchEnvironment,
): Promise<FetchOutcome> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort('aborted');
  const timer = setTimeout(() => stop.abort('timeout'), request.deadlineMs);
  // One signal serves all fetches of a scraper at once, so the warning about many listeners is turned off.
  setMaxListeners(0, signal);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await new Journey(request, environment, stop.signal).run();
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The state of a fetch: its present URL, the URLs that redirected, and the cost so far. */
class Journey {
  readonly #request: FetchRequest;
  readonly #environment: FetchEnvironment;
  readonly #stop: AbortSignal;
  readonly #startedMs = performance.now();
  readonly #redirects: string[] = [];
  #url: string;
  /** By a redirect it may become a GET. */
  #posts: boolean;
  /** Of the session, or those that this chain of redirects has set. */
  #cookies: CookieKeeper | null;
  /** The cookies that each address was asked with. */
  readonly #asked = new Map<string, string>();
  #cost: HopCost = { wireBytes: 0, dnsMs: 0, connectMs: 0, firstByteMs: 0 };

  constructor(request: FetchRequest, environment: FetchEnvironment, stop: AbortSignal) {
    this.#request = request;
    this.#environment = environment;
    this.#stop = stop;
    this.#url = request.url;
    this.#posts = isPost(request);
    this.#cookies = request.cookies ?? null;
  }

  async run(): Promise<FetchOutcome> {
    const first = checkUrl(this.#url, this.#environment.policy);
    if (!first.allowed) return this.#refused(first.reason, first.detail);
    this.#url = first.url;
    for (;;) {
      const cookies = this.#cookies?.header(this.#url) ?? '';
      this.#asked.set(this.#url, cookies);
      const result = await this.#environment.sendHop({
        url: this.#url,
        headers: requestHeaders(this.#request, this.#url, { posts: this.#posts, cookies }),
        ...this.#sent(),
        maxWireBytes: this.#request.maxWireBytes,
        onlyBeginning: this.#request.onlyBeginning === true,
        stop: this.#stop,
      });
      this.#pay(result.cost);
      if (result.kind === 'refused') return this.#refused(result.reason, result.detail);
      if (result.kind === 'failed')
        return this.#failed(await blameProxy(result, this.#url, this.#environment.policy));
      this.#keepCookies(result);
      const end = isRedirectStatus(result.status) ? this.#redirect(result) : await this.#answer(result);
      if (end !== null) return end;
      // Clients free a connection one turn after its answer; without this pause each hop opens another.
      await nextTurn();
      await nextTurn();
    }
  }

  /** Where there is no session, they are kept for what a redirect leads to. */
  #keepCookies({ status, setCookies }: HopResponse): void {
    if (setCookies.length === 0) return;
    if (isRedirectStatus(status)) this.#cookies ??= openCookieJar();
    this.#cookies?.take(this.#url, setCookies);
  }

  #sent(): Pick<Hop, 'post' | 'acceptStatus'> {
    const { body, acceptStatus = [] } = this.#request;
    return {
      acceptStatus,
      ...(this.#posts ? { post: { text: body === undefined ? '' : sentText(body) } } : {}),
    };
  }

  /** Goes to the next hop (`null`), or ends the fetch. */
  #redirect(response: HopResponse): FetchOutcome | null {
    const target = parseLocation(response.headers['location'], this.#url);
    if (target === null) return this.#httpError(response);
    const verdict = checkUrl(target, this.#environment.policy);
    // The target is no URL at all, so this is the site's fault and not a refusal by policy.
    if (!verdict.allowed && verdict.reason === 'invalid-url')
      return this.#failed({ reason: 'bad-redirect', detail: verdict.detail });
    if (!verdict.allowed) return this.#refused(verdict.reason, `redirect: ${verdict.detail}`);
    const repeats = repeatsRequest(response);
    if (new URL(verdict.url).host !== new URL(this.#url).host) return this.#moved(verdict.url, response);
    const becomesGet = this.#posts && !repeats;
    // Asked with other cookies than before, an address may answer something else.
    const cookies = this.#cookies?.header(verdict.url) ?? '';
    if (!becomesGet && this.#asked.get(verdict.url) === cookies)
      return this.#failed({ reason: 'redirect-loop', detail: verdict.url });
    if (this.#redirects.length >= this.#request.maxRedirects) {
      return this.#failed({ reason: 'too-many-redirects', detail: `${this.#redirects.length} hops` });
    }
    this.#redirects.push(this.#url);
    this.#url = verdict.url;
    this.#posts &&= repeats;
    return null;
  }

  #moved(url: string, response: HopResponse): FetchOutcome {
    if (this.#posts && repeatsRequest(response))
      return this.#failed({
        reason: 'bad-redirect',
        detail: `${url} would have to be sent the body, which goes to the host of the page alone`,
      });
    return { outcome: 'moved-to', url, ...this.#answered(response) };
  }

  async #answer(response: HopResponse): Promise<FetchOutcome> {
    const { status, headers } = response;
    if (status === 304 && this.#request.validators !== undefined) {
      return { outcome: 'not-modified', ...this.#answered(response) };
    }
    const { acceptStatus = [] } = this.#request;
    if ((status < 200 || status >= 300) && !acceptStatus.includes(status)) return this.#httpError(response);
    if (status === 206)
      return this.#failed({
        reason: 'truncated',
        detail: 'status 206: a part of the page, which nobody asked for',
      });
    const decoded = await decodeBody(
      response.wire,
      headers['content-encoding'] ?? '',
      this.#request.maxDecodedBytes,
    );
    if (!decoded.ok) return this.#failed(decoded);
    const { mediaType, charset } = parseContentType(headers['content-type']);
    return {
      outcome: 'fetched',
      body: decoded.body,
      contentType: mediaType,
      charset,
      ...this.#answered(response),
    };
  }

  #httpError(response: HopResponse): FetchOutcome {
    const retryAfterMs = parseRetryAfter(response.headers['retry-after'], this.#environment.clock());
    return {
      outcome: 'http-error',
      ...given({ retryAfterMs: retryAfterMs ?? undefined }),
      retryable: isRetryableStatus(response.status),
      ...this.#answered(response),
    };
  }

  #failed({ reason, detail }: FailureDetail): FetchOutcome {
    const { retryable } = FETCH_FAILURES[reason];
    return { outcome: 'failed', reason, retryable, detail, ...this.#ended() };
  }

  #refused(reason: (FetchOutcome & { outcome: 'refused' })['reason'], detail: string): FetchOutcome {
    return { outcome: 'refused', reason, detail, retryable: false, ...this.#ended() };
  }

  #answered({ status, headers }: HopResponse): Ended & { status: number; headers: HeaderLine[] } {
    const kept: HeaderLine[] = [];
    for (const name of KEPT_HEADERS) {
      const value = headers[name];
      if (value !== undefined) kept.push({ name, value });
    }
    return { status, headers: kept, ...this.#ended() };
  }

  #ended(): Ended {
    const { wireBytes, dnsMs, connectMs, firstByteMs } = this.#cost;
    const totalMs = performance.now() - this.#startedMs;
    return {
      finalUrl: this.#url,
      redirects: this.#redirects,
      wireBytes,
      timings: { dnsMs, connectMs, firstByteMs, totalMs },
    };
  }

  #pay(hop: HopCost): void {
    this.#cost = {
      wireBytes: this.#cost.wireBytes + hop.wireBytes,
      dnsMs: this.#cost.dnsMs + hop.dnsMs,
      connectMs: this.#cost.connectMs + hop.connectMs,
      firstByteMs: hop.firstByteMs,
    };
  }
}

/** All other redirects are followed by GET. */
function repeatsRequest({ status }: HopResponse): boolean {
  return status === 307 || status === 308;
}

interface Ended {
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly wireBytes: number;
  readonly timings: FetchTimings;
}
