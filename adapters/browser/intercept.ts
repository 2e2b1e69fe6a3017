// Stands between a page and its requests: judges the document before the browser goes on with it, keeps out what is not needed
// (pictures, fonts, media, frames of other hosts), and gives the job's headers to the host of the page alone.
import type { CDPSession } from 'playwright-core';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import type { CallRefusal, PageCalls } from '../../domain/web/fetch/page-calls.ts';
import type { DocumentEnding, Headers, MainDocument } from '../../domain/web/render/main-document.ts';
import { RENDER_BOUNDS } from '../../domain/web/render/bounds.ts';
import { withoutQuery } from '../../domain/web/page-step/page-step.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { jobHeaders } from '../http/request-headers.ts';
import type { GuardFault, GuardProxy } from '../http/guard/guard-proxy.ts';
import { readBody } from './read-body.ts';

export type PageEnding = DocumentEnding;

export interface InterceptOptions {
  readonly session: CDPSession;
  readonly frameId: string;
  readonly main: MainDocument;
  readonly guard: GuardProxy;
  readonly request: FetchRequest;
  /** Judges what the page asks for by itself; null: nothing is judged. */
  readonly calls: PageCalls | null;
  /** Whether pictures and fonts are loaded: for a picture of the page. */
  readonly paints: boolean;
  /** Called for each end that is seen; the first counts. */
  readonly end: (ending: PageEnding) => void;
  /** Called with an answer that is no page, and with what has the browser show a page of ours in its place. */
  readonly taken: (body: Uint8Array, show: (html: string) => Promise<void>) => void;
  /** The headers of the document are there. */
  readonly answered: () => void;
}

/** As the driver tells of a request that waits for us. */
interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly headers: Headers };
  readonly responseStatusCode?: number;
  readonly responseErrorReason?: string;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/**
 * A person sees them, a text does not: of a page with forty pictures they are a third of the browser's work. Told by their kind, for
 * the address of a page may end like that of a picture; and refused one by one, so that a script that waits for one is told.
 */
const UNNEEDED = ['Image', 'Font', 'Media'] as const;
/** What scripts ask for. What shows a page (scripts, sheets, pictures) is a part of it. */
const CALLS = ['XHR', 'Fetch', 'EventSource'] as const;
/** Of these a picture of the page is made. */
const PAINTED: ReadonlySet<string> = new Set(['Image', 'Font']);
/** Of the bytes that a page may load: beyond it none is loaded any more, so that pictures never make a page too large. */
const PAINTED_BYTES = RENDER_BOUNDS.maxWireBytes / 2;
/** Sent by the browser itself, from what the context was given. */
const NOT_BY_REQUEST: ReadonlySet<string> = new Set(['cookie', 'user-agent']);

export async function intercept(options: InterceptOptions): Promise<void> {
  const { session, request } = options;
  session.on('Fetch.requestPaused', (paused) => {
    // It rejects when the page is closed meanwhile: then nobody waits for it any more.
    void handle(options, paused).catch(() => undefined);
  });
  const hasHeaders = Object.keys(jobHeaders(request, request.url)).length > 0;
  await session.send('Fetch.enable', {
    patterns: [
      { resourceType: 'Document', requestStage: 'Response' },
      ...(hasHeaders
        ? [{ urlPattern: '*', requestStage: 'Request' as const }]
        : (['Document', ...UNNEEDED, ...(options.calls === null ? [] : CALLS)] as const).map(
            (resourceType) => ({ resourceType, requestStage: 'Request' as const }),
          )),
    ],
  });
}

async function handle(options: InterceptOptions, paused: Paused): Promise<void> {
  const isAnswer = paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined;
  const isMain = paused.resourceType === 'Document' && paused.frameId === options.frameId;
  if (!isAnswer) return isMain ? askMain(options, paused) : askOther(options, paused);
  const { requestId } = paused;
  if (!isMain || paused.responseStatusCode === undefined)
    await options.session.send('Fetch.continueRequest', { requestId });
  else await answerMain(options, paused, paused.responseStatusCode);
}

async function askMain(options: InterceptOptions, paused: Paused): Promise<void> {
  const { main } = options;
  // Before that the document is the one that was sent for, which has its turn already.
  const refusal = main.isLed ? await callRefusal(options, paused) : null;
  if (refusal !== null) {
    main.notReached(`the page it leads to is not asked for: ${refusal.why}`);
    return refuse(options, paused, 'Aborted');
  }
  const ending = main.asked(paused.request.url);
  if (ending === null) return goOn(options, paused);
  // A navigation that is aborted leaves the page as it is; any other error would take its place.
  if (ending === 'stay') return refuse(options, paused, 'Aborted');
  options.end(ending);
  await refuse(options, paused);
}

async function askOther(options: InterceptOptions, paused: Paused): Promise<void> {
  const isUnneeded = UNNEEDED.some((type) => type === paused.resourceType) && !isPainted(options, paused);
  const isForeignFrame = paused.resourceType === 'Document' && !isOwnHost(options, paused.request.url);
  if (isUnneeded || isForeignFrame) return refuse(options, paused);
  const isCall = paused.resourceType === 'Document' || CALLS.some((type) => type === paused.resourceType);
  const refusal = isCall ? await callRefusal(options, paused) : null;
  return refusal === null ? goOn(options, paused) : refuse(options, paused);
}

/** A page without what a host would bring that may be asked again soon is not that page: it is looked at then. */
async function callRefusal(
  { calls, end }: InterceptOptions,
  { request }: Paused,
): Promise<CallRefusal | null> {
  if (calls === null || !/^https?:/.test(request.url)) return null;
  const refusal = await calls.ask(urlHost(request.url), request.url);
  if (refusal?.until !== undefined)
    end({
      kind: 'failed',
      reason: 'call-held',
      detail: `the page calls a host that is left alone: ${refusal.why}`,
    });
  return refusal;
}

function isPainted({ paints, guard }: InterceptOptions, { resourceType }: Paused): boolean {
  return paints && PAINTED.has(resourceType) && guard.wireBytes < PAINTED_BYTES;
}

function isOwnHost({ main }: InterceptOptions, url: string): boolean {
  return new URL(url).host === new URL(main.shownUrl).host;
}

async function answerMain(options: InterceptOptions, paused: Paused, status: number): Promise<void> {
  const { session, main, end } = options;
  const fault = faultOf(options, paused);
  const verdict = fault ?? main.answered(status, headersOf(paused));
  options.answered();
  if (verdict === 'render' || verdict === 'follow') {
    await session.send('Fetch.continueRequest', { requestId: paused.requestId });
    return;
  }
  if (verdict === 'stay') return refuse(options, paused, 'Aborted');
  if (verdict !== 'take') {
    end(verdict);
    await refuse(options, paused);
    return;
  }
  const body = await readBody(session, paused.requestId, options.request.maxDecodedBytes);
  if (body !== null) return options.taken(body, (html) => showInstead(session, paused.requestId, html));
  end({ kind: 'failed', reason: 'too-large', detail: `more than ${options.request.maxDecodedBytes} bytes` });
}

async function showInstead(session: CDPSession, requestId: string, html: string): Promise<void> {
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: 200,
    responseHeaders: [{ name: 'content-type', value: 'text/html' }],
    body: Buffer.from(html).toString('base64'),
  });
}

/** In clear, the answer may be the guard's own. */
function faultOf({ main, guard }: InterceptOptions, { request }: Paused): GuardFault | 'stay' | null {
  const url = main.isLed ? request.url : main.url;
  const fault = url.startsWith('http:') ? guard.faultOf(url) : null;
  if (fault === null || !main.isLed) return fault;
  main.notReached(`${withoutQuery(url)} can not be reached (${fault.reason})`);
  return 'stay';
}

function headersOf({ responseHeaders = [] }: Paused): Headers {
  const headers: Record<string, string> = {};
  for (const { name, value } of responseHeaders) {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined || key === 'content-type' ? value : `${before}, ${value}`;
  }
  return headers;
}

async function refuse(
  { session }: InterceptOptions,
  { requestId }: Paused,
  errorReason: 'Aborted' | 'BlockedByClient' = 'BlockedByClient',
): Promise<void> {
  await session.send('Fetch.failRequest', { requestId, errorReason });
}

/** On the way to another host, what an own header had before a redirect is taken off. */
async function goOn({ session, request }: InterceptOptions, paused: Paused): Promise<void> {
  const { requestId } = paused;
  const own = jobHeaders(request, request.url);
  const names = Object.keys(own).filter((name) => !NOT_BY_REQUEST.has(name));
  if (names.length === 0) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  const allowed = jobHeaders(request, paused.request.url);
  const kept = Object.entries(paused.request.headers).filter(([name, value]) => {
    const key = name.toLowerCase();
    return !names.includes(key) || (allowed[key] === undefined && own[key] !== value);
  });
  const added = names.flatMap((name) =>
    allowed[name] === undefined ? [] : [[name, allowed[name]] as const],
  );
  const headers = [...kept, ...added].map(([name, value]) => ({ name, value }));
  await session.send('Fetch.continueRequest', { requestId, headers });
}
