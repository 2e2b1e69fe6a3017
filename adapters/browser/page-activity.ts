// What a page loads, as its requests tell: when it is quiet, whether its document came whole, and how much it asks for.
import type { CDPSession } from 'playwright-core';
import { failureOfNetError } from '../../domain/web/render/net-error.ts';
import type { DocumentEnding, MainDocument } from '../../domain/web/render/main-document.ts';
import type { Settling } from '../../domain/web/render/settle.ts';
import { withoutQuery } from '../../domain/web/page-step/page-step.ts';
import type { GuardProxy } from '../http/guard/guard-proxy.ts';
import { crashed, type Rendering } from './ending.ts';
import type { BrowserLease } from './kept-browser.ts';
import { noteAnswers, type Noting, NOTING_BUFFER } from './note-answers.ts';
import type { BufferSize, ServedNote } from './note-served.ts';

export interface ActivityOptions {
  readonly session: CDPSession;
  readonly frameId: string;
  readonly main: MainDocument;
  readonly guard: GuardProxy;
  readonly settling: Settling;
  readonly maxRequests: number;
  readonly end: (ending: DocumentEnding) => void;
  /** Given each JSON answer that the page gets; absent: none is noted. */
  readonly noted?: Noting | undefined;
  /** Notes what the server sent; absent: it is not wanted. */
  readonly served?: ServedNote | undefined;
}

const NO_BUFFER = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 } as const;
/** Not loaded, or not from the network. */
const UNCOUNTED: ReadonlySet<string> = new Set(['Image', 'Font', 'Media', 'Ping', 'Prefetch']);

export async function followActivity(options: ActivityOptions): Promise<void> {
  const { session, frameId, main, settling, end } = options;
  let requests = 0;
  let mainId = '';
  session.on('Network.requestWillBeSent', ({ requestId, type = 'Other', frameId: of, request }) => {
    if (UNCOUNTED.has(type) || !/^https?:/.test(request.url)) return;
    requests += 1;
    if (requests > options.maxRequests)
      end(tooHeavy(`more than ${options.maxRequests} requests, pictures not counted`));
    if (type === 'Document' && of === frameId) {
      if (requestId !== mainId) settling.documentBegan();
      mainId = requestId;
      main.answeredMs = null;
    } else settling.requestBegan(requestId, performance.now());
  });
  session.on('Network.responseReceived', ({ requestId }) => {
    if (requestId !== mainId) return;
    main.answeredMs = performance.now();
    options.served?.answered(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    settling.requestEnded(requestId, performance.now());
    if (requestId !== mainId) return;
    settling.documentArrived(performance.now());
    options.served?.arrived(requestId, main.isLed ? withoutQuery(main.shownUrl) : main.url);
  });
  session.on('Network.loadingFailed', ({ requestId, errorText, canceled = false }) => {
    settling.requestEnded(requestId, performance.now());
    if (requestId !== mainId) return;
    main.answeredMs = performance.now();
    // Another document was to take its place and did not: the one that stands is the page.
    if (canceled || errorText === 'net::ERR_ABORTED') settling.documentArrived(performance.now());
    else if (main.isLed) {
      main.notReached(`${withoutQuery(main.shownUrl)} can not be reached (${failureOfNetError(errorText)})`);
      settling.documentArrived(performance.now());
    } else end(failureOfDocument(options, errorText));
  });
  if (options.noted !== undefined) noteAnswers(session, options.noted);
  await session.send('Network.enable', bufferOf(options));
}

function bufferOf({ noted, served }: ActivityOptions): BufferSize {
  return served?.buffer ?? (noted === undefined ? NO_BUFFER : NOTING_BUFFER);
}

/** Where the guard made no connection, it knows why; the browser knows only that there is none. */
export function failureOfDocument(
  { guard, main }: Pick<ActivityOptions, 'guard' | 'main'>,
  errorText: string,
): DocumentEnding {
  return (
    guard.faultOf(main.url) ?? { kind: 'failed', reason: failureOfNetError(errorText), detail: errorText }
  );
}

export function tooHeavy(detail: string): DocumentEnding {
  return { kind: 'failed', reason: 'page-too-heavy', detail };
}

export function crashOf(lease: BrowserLease, what: string): Rendering {
  return lease.tookTooMuch() ? tooHeavy(lease.memoryWords) : crashed(what);
}
