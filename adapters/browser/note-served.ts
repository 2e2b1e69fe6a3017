// Notes the document of a page as the browser received it, before a script of it ran. The page gets it as it would without: what is
// noted is what the browser keeps of it, in UTF-8. Of several documents, one after the other, it is that of the page that is written.
import type { CDPSession } from 'playwright-core';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import type { Served } from '../../domain/web/fetch/served-document.ts';
import { hideSecrets, secretsOf } from '../../domain/web/page-step/hidden-secrets.ts';
import { inTime } from './in-time.ts';

interface ServedOptions {
  readonly session: CDPSession;
  /** Of the document: as many as the page itself may have. */
  readonly maxBytes: number;
  /** What steps of the job fill in, in clear. */
  readonly secrets: readonly string[];
  /** By `performance.now()`: the page's own. */
  readonly deadlineMs: number;
}

/** It was read when it had come; the page has come to rest since. */
const READ_MS = 2_000;
const NOT_WHOLE = 'it had not come whole when the page was taken';
const NOT_IN_TIME = 'the browser did not give it in time';

/** What a browser keeps of answers until they are read, bytes. */
export interface BufferSize {
  readonly maxTotalBufferSize: number;
  readonly maxResourceBufferSize: number;
}

/** Undefined: it is not wanted. */
export function noteServed(
  session: CDPSession,
  { request, deadlineMs }: { readonly request: FetchRequest; readonly deadlineMs: number },
): ServedNote | undefined {
  if (request.served !== true) return undefined;
  const secrets = secretsOf(request.wait?.steps ?? []);
  return new ServedNote({ session, maxBytes: request.maxDecodedBytes, secrets, deadlineMs });
}

export class ServedNote {
  readonly #options: ServedOptions;
  #noted: { readonly requestId: string; readonly served: Promise<Served> } | null = null;

  constructor(options: ServedOptions) {
    this.#options = options;
  }

  /** It counts two bytes for a letter, and scripts come before the document is whole. */
  get buffer(): BufferSize {
    const { maxBytes } = this.#options;
    return { maxTotalBufferSize: 4 * maxBytes, maxResourceBufferSize: 2 * maxBytes };
  }

  /** The browser takes the answer of this request for the document: the one before it goes. */
  answered(requestId: string): void {
    if (this.#noted?.requestId !== requestId) this.#noted = null;
  }

  /** It has come whole, from `url`. */
  arrived(requestId: string, url: string): void {
    this.#noted = { requestId, served: this.#read(requestId, url) };
  }

  /** Never rejects. */
  async take(): Promise<Served> {
    const { served } = this.#noted ?? {};
    if (served === undefined) return { servedFault: NOT_WHOLE };
    const leftMs = (this.#options.deadlineMs - performance.now()) / 2;
    const outcome = await inTime(served, Math.max(0, Math.min(READ_MS, leftMs)));
    return outcome === 'done' ? served : { servedFault: NOT_IN_TIME };
  }

  async #read(requestId: string, url: string): Promise<Served> {
    const { session, maxBytes, secrets } = this.#options;
    try {
      const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId });
      const text = base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
      const html = Buffer.from(hideSecrets(text, secrets), 'utf8');
      if (html.length > maxBytes) return { servedFault: `${html.length} bytes, more than ${maxBytes}` };
      return html.length === 0
        ? { servedFault: 'the server sent nothing' }
        : { served: { html, url: hideSecrets(url, secrets) } };
    } catch {
      return { servedFault: `the browser did not keep it: it may be larger than ${maxBytes} bytes` };
    }
  }
}
