// The fetcher that renders: the same port as the plain one, and the same endings, but what it answers for a page is the document
// after its scripts ran, written as HTML.
import { setMaxListeners } from 'node:events';
import type { Log } from '../../domain/system/clock.ts';
import { given } from '../../domain/system/given.ts';
import { checkUrl } from '../../domain/web/egress/check.ts';
import { type EgressPolicy, createEgressPolicy, policyBy } from '../../domain/web/egress/policy.ts';
import {
  type Fetcher,
  type FetchOutcome,
  type FetchRequest,
  type FetchTimings,
  type HeaderLine,
  KEPT_HEADERS,
} from '../../domain/web/fetch/fetcher.ts';
import type { NotedAnswer } from '../../domain/web/fetch/noted-answer.ts';
import { type HostCalls, PageCalls } from '../../domain/web/fetch/page-calls.ts';
import { type FetchFailure, FETCH_FAILURES, isRetryableStatus } from '../../domain/web/fetch/reason.ts';
import type { Resolver } from '../../domain/web/fetch/resolver.ts';
import { parseContentType, parseRetryAfter } from '../../domain/web/fetch/response-headers.ts';
import { hideSecrets, secretsOf } from '../../domain/web/page-step/hidden-secrets.ts';
import type { PageStepResult } from '../../domain/web/page-step/page-step.ts';
import { BROWSER_MEMORY_MB, RENDER_BOUNDS } from '../../domain/web/render/bounds.ts';
import { MainDocument } from '../../domain/web/render/main-document.ts';
import { blameProxy } from '../http/proxy/blame-proxy.ts';
import { systemResolver } from '../http/system-resolver.ts';
import { type GuardProxy, openGuardProxy } from '../http/guard/guard-proxy.ts';
import { KeptBrowser } from './kept-browser.ts';
import { Ending, type Rendering } from './ending.ts';
import { renderPage } from './render-page.ts';

export interface RenderedFetcherOptions {
  readonly policy: EgressPolicy;
  /** Default: the machine's own resolver. */
  readonly resolver?: Resolver | undefined;
  /** Milliseconds since 1970, for Retry-After dates. */
  readonly clock: () => number;
  readonly log: Log;
  /** Path of the browser; default: the one that is installed. */
  readonly browser?: string | undefined;
  /** Jobs may run scripts of their own in pages; default: they may not. */
  readonly allowsScripts?: boolean | undefined;
  /** Of the browser with all its processes. */
  readonly maxMemoryMb?: number | undefined;
  /** Without a page for so long, the browser is closed. */
  readonly idleMs?: number | undefined;
  /** Pages after which the browser is replaced. */
  readonly maxPages?: number | undefined;
}

const IDLE_MS = 60_000;
/** The memory of a browser grew by 3 MB from the twentieth page to the eightieth, four at once. */
const MAX_PAGES = 500;
/** What the document was sent with says nothing of what its scripts made of it. */
const VALIDATORS: ReadonlySet<string> = new Set(['etag', 'last-modified']);

export function createRenderedFetcher(options: RenderedFetcherOptions): Fetcher {
  const { log, browser, maxMemoryMb = BROWSER_MEMORY_MB, idleMs = IDLE_MS, maxPages = MAX_PAGES } = options;
  let nowhere: Promise<GuardProxy> | null = null;
  // What the browser asks for itself is for no page, so nothing of it is allowed.
  const proxy = async (): Promise<string> => {
    nowhere ??= openGuardProxy({
      policy: createEgressPolicy([], []),
      resolver: systemResolver,
      maxWireBytes: 0,
    });
    return (await nowhere).address;
  };
  const kept = new KeptBrowser({ browser, proxy, maxMemoryMb, idleMs, maxPages, log });
  return {
    fetch: (request, signal) => new RenderedFetch(request, signal, options).run(kept),
    async close() {
      await kept.close();
      await (await nowhere)?.close();
    },
  };
}

/** The state of a fetch: what has become known of it until it ends. */
class RenderedFetch {
  readonly #request: FetchRequest;
  readonly #signal: AbortSignal;
  readonly #options: RenderedFetcherOptions;
  readonly #startedMs = performance.now();
  readonly #ending = new Ending();
  #main: MainDocument;
  readonly #steps: PageStepResult[] = [];
  readonly #noted: NotedAnswer[] = [];
  readonly #calls: PageCalls | null;
  #firstByteMs = 0;
  #wireBytes = 0;
  #dial = { dnsMs: 0, connectMs: 0 };

  constructor(request: FetchRequest, signal: AbortSignal, options: RenderedFetcherOptions) {
    this.#request = request;
    this.#signal = signal;
    this.#options = options;
    this.#calls = request.calls === undefined ? null : new PageCalls(request.calls);
    this.#main = this.#mainAt(request.url);
  }

  async run(kept: KeptBrowser): Promise<FetchOutcome> {
    const first = checkUrl(this.#request.url, this.#options.policy);
    if (!first.allowed) return this.#refused(first.reason, first.detail);
    this.#main = this.#mainAt(first.url);
    if (this.#signal.aborted) return this.#failed('aborted', 'before it began');
    // One signal serves all fetches of a worker at once, so the warning about many listeners is turned off.
    setMaxListeners(0, this.#signal);
    const stop = (): void =>
      this.#ending.end({ kind: 'failed', reason: 'aborted', detail: 'the caller gave up' });
    this.#signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#outcomeOf(await this.#render(kept));
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
  }

  async #render(kept: KeptBrowser): Promise<Rendering> {
    const lease = await kept.take();
    if (lease.kind === 'none') {
      const reason = lease.isLate === true ? 'browser-crashed' : 'no-browser';
      return { kind: 'failed', reason, detail: `${lease.why}. ${lease.remedy}`.trim() };
    }
    const guard = await this.#openGuard();
    try {
      return await renderPage({
        request: this.#request,
        main: this.#main,
        guard,
        lease,
        ending: this.#ending,
        deadlineMs: this.#startedMs + this.#request.deadlineMs,
        answered: () => {
          this.#firstByteMs ||= performance.now() - this.#startedMs;
        },
        allowsScripts: this.#options.allowsScripts ?? false,
        stepped: (result) => this.#steps.push(result),
        noted: this.#request.notesAnswers === true ? (answer) => this.#noted.push(answer) : undefined,
        calls: this.#calls,
      });
    } finally {
      lease.release();
      this.#wireBytes = guard.wireBytes;
      this.#dial = guard.dialTimes;
      await guard.close();
    }
  }

  #openGuard(): Promise<GuardProxy> {
    const { resolver = systemResolver } = this.#options;
    const policy = policyBy(this.#options.policy, this.#request.proxy);
    const { maxWireBytes } = RENDER_BOUNDS;
    const detail = `more than ${maxWireBytes} bytes for the page with all it loads`;
    const onCut = (): void => this.#ending.end({ kind: 'failed', reason: 'too-large', detail });
    return openGuardProxy({ policy, resolver, maxWireBytes, onCut });
  }

  async #outcomeOf(rendering: Rendering): Promise<FetchOutcome> {
    switch (rendering.kind) {
      case 'written': {
        const { picture, pictureFault, served, servedFault } = rendering;
        const fetched = this.#fetched(Buffer.from(rendering.html, 'utf8'), true);
        return fetched.outcome === 'fetched'
          ? { ...fetched, picture, pictureFault, served, servedFault, ...this.#told() }
          : fetched;
      }
      case 'taken': {
        const { picture, pictureFault } = rendering;
        const fetched = this.#fetched(rendering.body, false);
        return fetched.outcome === 'fetched' ? { ...fetched, picture, pictureFault } : fetched;
      }
      case 'moved-to':
        return { outcome: 'moved-to', url: rendering.url, ...this.#answered(false) };
      case 'http-error':
        return this.#httpError();
      case 'refused':
        return this.#refused(rendering.reason, rendering.detail);
      case 'step-failed': {
        const { detail, picture, pictureFault } = rendering;
        return { ...this.#failed('step-failed', detail), picture, pictureFault };
      }
      case 'failed': {
        const policy = policyBy(this.#options.policy, this.#request.proxy);
        const blamed = await blameProxy(rendering, this.#main.url, policy);
        return this.#failed(blamed.reason, blamed.detail);
      }
    }
  }

  /** What says a secret of a step is not noted. */
  #told(): { readonly noted?: readonly NotedAnswer[] } {
    if (this.#request.notesAnswers !== true) return {};
    const secrets = secretsOf(this.#request.wait?.steps ?? []);
    const tells = (text: string): boolean => hideSecrets(text, secrets) !== text;
    return { noted: this.#noted.filter(({ url, text, sent = '' }) => ![url, text, sent].some(tells)) };
  }

  #fetched(body: Uint8Array, isWritten: boolean): FetchOutcome {
    if (body.length > this.#request.maxDecodedBytes)
      return this.#failed('too-large', `${body.length} bytes of HTML`);
    const sent = parseContentType(this.#main.headers['content-type']);
    const { mediaType, charset } = isWritten ? { mediaType: 'text/html', charset: 'utf-8' } : sent;
    return { outcome: 'fetched', body, contentType: mediaType, charset, ...this.#answered(isWritten) };
  }

  #httpError(): FetchOutcome {
    const { status, headers } = this.#main;
    const retryAfterMs = parseRetryAfter(headers['retry-after'], this.#options.clock());
    return {
      outcome: 'http-error',
      ...given({ retryAfterMs: retryAfterMs ?? undefined }),
      retryable: isRetryableStatus(status),
      ...this.#answered(false),
    };
  }

  #failed(reason: FetchFailure, detail: string): FetchOutcome & { outcome: 'failed' } {
    const { retryable } = FETCH_FAILURES[reason];
    const until = reason === 'call-held' ? (this.#calls?.heldUntil ?? null) : null;
    const later = until === null ? {} : { retryAfterMs: Math.max(0, until - this.#options.clock()) };
    return { outcome: 'failed', reason, retryable, detail, ...later, ...this.#ended() };
  }

  #refused(reason: (FetchOutcome & { outcome: 'refused' })['reason'], detail: string): FetchOutcome {
    return { outcome: 'refused', reason, detail, retryable: false, ...this.#ended() };
  }

  #answered(isWritten: boolean): Ended & { status: number; headers: HeaderLine[] } {
    const { status, headers } = this.#main;
    const lines: HeaderLine[] = [];
    for (const name of KEPT_HEADERS) {
      const value = isWritten && name === 'content-type' ? 'text/html; charset=utf-8' : headers[name];
      if (value !== undefined && !(isWritten && VALIDATORS.has(name))) lines.push({ name, value });
    }
    return { status, headers: lines, ...this.#ended() };
  }

  #ended(): Ended {
    const totalMs = performance.now() - this.#startedMs;
    const calls = this.#calls?.told ?? [];
    return {
      finalUrl: this.#main.url,
      redirects: this.#main.redirects,
      wireBytes: this.#wireBytes,
      timings: { ...this.#dial, firstByteMs: this.#firstByteMs, totalMs },
      ...(this.#steps.length === 0 ? {} : { steps: this.#steps }),
      ...(calls.length === 0 ? {} : { calls }),
    };
  }

  #mainAt(url: string): MainDocument {
    return new MainDocument(url, {
      policy: this.#options.policy,
      maxRedirects: this.#request.maxRedirects,
      ...given({ acceptStatus: this.#request.acceptStatus }),
    });
  }
}

interface Ended {
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly wireBytes: number;
  readonly timings: FetchTimings;
  readonly steps?: readonly PageStepResult[];
  readonly calls?: readonly HostCalls[];
}
