// The document a rendered fetch is about, from its address over redirects to its answer. It ends where the plain fetch would end: at
// an error status, at another host, at what is no HTML; a redirect by a script counts as one by the server. Where steps of a job lead
// on from it, its own address and answer stay, and what is in the way of another page is a fault of the step.
import { type EgressReason, checkUrl } from '../egress/check.ts';
import type { EgressPolicy } from '../egress/policy.ts';
import { type FetchFailure, isRedirectStatus } from '../fetch/reason.ts';
import { parseContentType, parseLocation } from '../fetch/response-headers.ts';
import { withoutQuery } from '../page-step/page-step.ts';

export type Headers = Readonly<Record<string, string>>;

export type DocumentEnding =
  | { readonly kind: 'moved-to'; readonly url: string }
  | { readonly kind: 'http-error' }
  | { readonly kind: 'refused'; readonly reason: EgressReason; readonly detail: string }
  | { readonly kind: 'failed'; readonly reason: FetchFailure; readonly detail: string };

/** `render`: it is HTML; `take`: its own bytes are the answer; `follow`: it is a redirect that is followed; `stay`: it is not taken. */
export type DocumentVerdict = 'render' | 'take' | 'follow' | 'stay' | DocumentEnding;

export interface DocumentRules {
  readonly policy: EgressPolicy;
  readonly maxRedirects: number;
  /** Statuses from 400 whose document is the page. */
  readonly acceptStatus?: readonly number[];
}

const HTML: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml', '']);

export class MainDocument {
  readonly #rules: DocumentRules;
  readonly redirects: string[] = [];
  url: string;
  /** When the latest request for it was answered or given up, ms of the renderer's clock; null: an answer is awaited. */
  answeredMs: number | null = null;
  /** Of the latest answer; 0 before the first one. */
  status = 0;
  headers: Headers = {};
  #stays = false;
  #isLed = false;
  #ledTo: string | null = null;
  #fault: string | null = null;

  /** `url`: as the check of addresses gives it. */
  constructor(url: string, rules: DocumentRules) {
    this.url = url;
    this.#rules = rules;
  }

  /** From now on no other page takes its place, whatever a script of it asks for: something of ours was clicked in it. */
  stay(): void {
    this.#stays = true;
  }

  /** From now on steps of a job are done in it, which may lead to any page that may be fetched. */
  lead(): void {
    this.#stays = false;
    this.#isLed = true;
  }

  get isLed(): boolean {
    return this.#isLed;
  }

  /** Of what is shown now. */
  get shownUrl(): string {
    return this.#ledTo ?? this.url;
  }

  /** Why the last step did not lead where it was to; it is told once. */
  takeFault(): string | null {
    const fault = this.#fault;
    this.#fault = null;
    return fault;
  }

  /** The page that a step led to could not be had. */
  notReached(why: string): void {
    this.#fault ??= why;
  }

  /** Before a request for a document in place of this one. Null: it may be sent; `stay`: it is not sent, and the page stands. */
  asked(url: string): DocumentEnding | 'stay' | null {
    const verdict = checkUrl(url, this.#rules.policy);
    if (this.#stays) return verdict.allowed && verdict.url === this.shownUrl ? null : 'stay';
    if (this.#isLed) return this.#led(url);
    if (!verdict.allowed) return { kind: 'refused', reason: verdict.reason, detail: verdict.detail };
    return verdict.url === this.url ? null : this.#go(verdict.url);
  }

  /** `headers`: names in lower case. */
  answered(status: number, headers: Headers): DocumentVerdict {
    if (this.#isLed) return this.#ledAnswer(status, headers);
    this.status = status;
    this.headers = headers;
    const target = isRedirectStatus(status) ? parseLocation(headers['location'], this.url) : null;
    if (target !== null) return this.#redirected(target);
    const { acceptStatus = [] } = this.#rules;
    if ((status < 200 || status >= 300) && !acceptStatus.includes(status)) return { kind: 'http-error' };
    if (status === 206) return failed('truncated', 'status 206: a part of the page, which nobody asked for');
    if (status === 204 || status === 205) return 'take';
    return isHtml(headers) ? 'render' : 'take';
  }

  /** Why no step may lead to this address; null: one may. The detail would reveal addresses inside the network. */
  refusalOf(url: string): string | null {
    const verdict = checkUrl(url, this.#rules.policy);
    return verdict.allowed ? null : refusalWords(verdict.reason);
  }

  #led(url: string): 'stay' | null {
    const verdict = checkUrl(url, this.#rules.policy);
    if (verdict.allowed) {
      this.#ledTo = verdict.url;
      return null;
    }
    this.notReached(refusalWords(verdict.reason));
    return 'stay';
  }

  #ledAnswer(status: number, headers: Headers): 'render' | 'follow' | 'stay' {
    const target = isRedirectStatus(status) ? parseLocation(headers['location'], this.shownUrl) : null;
    if (target !== null) return this.#led(target) ?? 'follow';
    if (status === 204 || status === 205) return 'stay';
    const where = withoutQuery(this.shownUrl);
    if (status >= 200 && status < 300 && isHtml(headers)) return 'render';
    const isPage = status < 200 || status >= 300;
    this.notReached(isPage ? `${where} answered ${status}` : `${where} is no page but a file`);
    return 'stay';
  }

  #redirected(target: string): DocumentVerdict {
    const verdict = checkUrl(target, this.#rules.policy);
    if (!verdict.allowed && verdict.reason === 'invalid-url') return failed('bad-redirect', verdict.detail);
    if (!verdict.allowed)
      return { kind: 'refused', reason: verdict.reason, detail: `redirect: ${verdict.detail}` };
    return this.#go(verdict.url) ?? 'follow';
  }

  #go(url: string): DocumentEnding | null {
    if (new URL(url).host !== new URL(this.url).host) return { kind: 'moved-to', url };
    if (this.redirects.length >= this.#rules.maxRedirects) {
      // A browser keeps cookies, so coming back to an address once may be on purpose.
      return this.redirects.includes(url)
        ? failed('redirect-loop', url)
        : failed('too-many-redirects', `${this.redirects.length} hops`);
    }
    this.redirects.push(this.url);
    this.url = url;
    return null;
  }
}

function refusalWords(reason: EgressReason): string {
  return `the address it leads to may not be fetched (${reason})`;
}

function isHtml(headers: Headers): boolean {
  const isDownload = /^\s*attachment\b/i.test(headers['content-disposition'] ?? '');
  return !isDownload && HTML.has(parseContentType(headers['content-type']).mediaType);
}

function failed(reason: FetchFailure, detail: string): DocumentEnding {
  return { kind: 'failed', reason, detail };
}
