// The answer a scraper sends for a message: made of how the fetch ended, or of why it was not begun.
import { documentKind } from '../../reading/content/document/document-kind.ts';
import { plainFile } from '../../reading/content/document/plain-file.ts';
import { binaryKind, isReadable } from '../../web/fetch/binary-body.ts';
import type { FetchOutcome, HeaderLine } from '../../web/fetch/fetcher.ts';
import type { FetchFailure } from '../../web/fetch/reason.ts';
import type { ReasonCode } from '../outcome.ts';
import type { FetchKind, ScrapeAnswer, ScrapeMessage } from './message.ts';
import { given } from '../../system/given.ts';

/** Longer values are dropped, not cut: half a validator would be a wrong one. */
const MAX_HEADER_CHARACTERS = 4_096;
const MAX_DETAIL_CHARACTERS = 300;
/** With what the page looked like when a step failed. */
const MAX_STEP_DETAIL_CHARACTERS = 1_500;

/** `proxy`: by which pool and server, in words. */
type EndedFetch = FetchOutcome & { readonly proxy?: string | undefined };

/** `fetchedAt`: epoch ms of the database's clock when the fetch ended. */
export function answerOutcome(message: ScrapeMessage, outcome: EndedFetch, fetchedAt: number): ScrapeAnswer {
  const base = { ...identity(message), ...factsOf(message, outcome), fetchedAt };
  switch (outcome.outcome) {
    case 'fetched':
      return { ...base, ...answerFetched(message, outcome) };
    case 'not-modified':
      return {
        ...base,
        outcome: 'not-modified',
        reason: 'not-modified',
        status: outcome.status,
        retryable: false,
      };
    case 'moved-to':
      return {
        ...base,
        outcome: 'moved-to',
        finalUrl: outcome.url,
        status: outcome.status,
        retryable: false,
      };
    case 'http-error': {
      const { status, retryable, retryAfterMs } = outcome;
      const reason = status === 404 || status === 410 ? 'not-found' : 'http-error';
      const later = retryAfterMs === undefined ? {} : { retryAfterMs };
      const detail = withheldWords(message.fetch.withheld);
      return { ...base, outcome: 'http-error', reason, status, retryable, ...later, ...given({ detail }) };
    }
    case 'refused':
      // The detail may reveal addresses inside the network, so the answer carries only the reason.
      return {
        ...base,
        outcome: 'refused',
        reason: 'address-not-allowed',
        detail: outcome.reason,
        retryable: false,
      };
    case 'failed': {
      const { retryable, retryAfterMs, pictureFault } = outcome;
      const reason = FAILURE_REASONS[outcome.reason];
      // The host was not asked. The page is sent again after a moment, and this is not an attempt.
      if (reason === 'proxy')
        return { ...base, outcome: 'late', reason, detail: clip(outcome.detail), retryable };
      const most = reason === 'step-failed' ? MAX_STEP_DETAIL_CHARACTERS : MAX_DETAIL_CHARACTERS;
      const detail = clip(outcome.detail, most);
      return {
        ...base,
        outcome: 'failed',
        reason,
        detail,
        retryable,
        ...given({ retryAfterMs, pictureFault }),
      };
    }
  }
}

/** What is told of each fetch, however it ended. */
function factsOf(message: ScrapeMessage, outcome: EndedFetch) {
  const { steps, calls, proxy } = outcome;
  return {
    headers: 'headers' in outcome ? headerRecord(outcome.headers) : {},
    finalUrl: outcome.finalUrl,
    ...given({ rendered: message.fetch.render, steps, calls, proxy }),
    wireBytes: outcome.wireBytes,
    elapsedMs: Math.round(outcome.timings.totalMs),
  };
}

/** Undefined: the page got all that the job sends. */
function withheldWords(names: readonly string[] = []): string | undefined {
  if (names.length === 0) return undefined;
  const quoted = names.map((name) => `“${name}”`).join(', ');
  return clip(`asked without ${quoted}: a secret header goes only to the hosts it belongs to`);
}

type FetchedOutcome = Extract<FetchOutcome, { outcome: 'fetched' }>;

function answerFetched(
  { kind, fetch }: ScrapeMessage,
  outcome: FetchedOutcome,
): Pick<
  ScrapeAnswer,
  'outcome' | 'reason' | 'detail' | 'status' | 'retryable' | 'pictureFault' | 'servedFault'
> {
  const { status, pictureFault, servedFault } = outcome;
  const isWatchedFile = fetch.files === true && plainFile(outcome.body, outcome.contentType) !== null;
  const fault = kind === 'page' && !isWatchedFile ? unreadable(outcome) : null;
  if (fault === null)
    return { outcome: 'fetched', status, retryable: false, ...given({ pictureFault, servedFault }) };
  return { outcome: 'failed', reason: 'not-a-page', detail: clip(fault), status, retryable: false };
}

/** The answer to a message that was not fetched. */
export function answerUnfetched(message: ScrapeMessage, outcome: 'late' | 'gated', at: number): ScrapeAnswer {
  return {
    ...identity(message),
    outcome,
    retryable: true,
    headers: {},
    wireBytes: 0,
    fetchedAt: at,
    elapsedMs: 0,
  };
}

/**
 * The answer to a message whose headers can not be decrypted. Without them the site would show another page.
 */
export function answerUnreadable(message: ScrapeMessage, detail: string, at: number): ScrapeAnswer {
  const answer = answerUnfetched(message, 'late', at);
  return {
    ...answer,
    outcome: 'failed',
    reason: 'secret-unreadable',
    detail: clip(detail),
    retryable: false,
  };
}

/**
 * The answer when there is no disk space to keep the body. The visit goes back and this is not an attempt.
 */
export function answerNoRoom(of: ScrapeMessage | ScrapeAnswer, at: number): ScrapeAnswer {
  return {
    ...identity(of),
    outcome: 'late',
    reason: 'disk-full',
    retryable: true,
    headers: {},
    wireBytes: 0,
    fetchedAt: at,
    elapsedMs: 0,
  };
}

/** The answer while an emergency hold stands. It is sent again after a moment, and this is not an attempt. */
function answerHeld(message: ScrapeMessage, at: number): ScrapeAnswer {
  return { ...answerUnfetched(message, 'late', at), reason: 'gate-closed' };
}

/** Why a page that arrived is not fetched: no room on the disk, an emergency hold, its time, the gate of its run. */
export type Refusal = 'full' | 'held' | 'late' | 'gated';

/** `at`: epoch ms of the database's clock. */
export function answerRefused(message: ScrapeMessage, refusal: Refusal, at: number): ScrapeAnswer {
  if (refusal === 'full') return answerNoRoom(message, at);
  return refusal === 'held' ? answerHeld(message, at) : answerUnfetched(message, refusal, at);
}

/** Whether the fetch brought bytes that the later stages will read. */
export function hasBody(answer: ScrapeAnswer): boolean {
  return answer.outcome === 'fetched';
}

/** What was packed of a result. */
export type Packed = Pick<ScrapeAnswer, 'pack' | 'hash' | 'picture' | 'served' | 'noted'>;

export function withPacked(answer: ScrapeAnswer, packed: Packed): ScrapeAnswer {
  return { ...answer, ...packed };
}

/** Why the body can not be read as text, judged by its type and then by its bytes; null: it can. */
function unreadable({ body, contentType, charset }: FetchedOutcome): string | null {
  // Whatever type the server names.
  if (documentKind(body) !== null) return null;
  if (!isReadable(contentType)) return contentType;
  const kind = binaryKind(body, charset);
  if (kind === null) return null;
  return contentType === '' ? `${kind}, sent without a type` : `${kind}, sent as ${contentType}`;
}

const FAILURE_REASONS: Readonly<Record<FetchFailure, ReasonCode>> = {
  dns: 'dns',
  connect: 'connect',
  tls: 'tls',
  timeout: 'timeout',
  reset: 'reset',
  proxy: 'proxy',
  'proxy-refused': 'proxy-refused',
  'too-large': 'too-large',
  'redirect-loop': 'redirect-loop',
  'too-many-redirects': 'too-many-redirects',
  'bad-redirect': 'bad-redirect',
  'bad-encoding': 'bad-encoding',
  truncated: 'truncated',
  protocol: 'protocol',
  'no-browser': 'no-browser',
  'browser-crashed': 'browser-crashed',
  'page-hangs': 'page-hangs',
  'page-too-heavy': 'page-too-heavy',
  'wait-unmet': 'wait-unmet',
  'step-failed': 'step-failed',
  'call-held': 'host-unavailable',
  'login-refused': 'login-refused',
  'login-lost': 'login-lost',
  // Webloom itself gave up, which says nothing about the page.
  aborted: 'no-answer',
};

interface Identity {
  readonly runId: string;
  readonly chunkNo: number;
  readonly urlKey: string;
  readonly visit: number;
  readonly attempt: number;
  readonly kind: FetchKind;
}

function identity({ runId, chunkNo, urlKey, visit, attempt, kind }: Identity): Identity {
  return { runId, chunkNo, urlKey, visit, attempt, kind };
}

function headerRecord(lines: readonly HeaderLine[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const { name, value } of lines) {
    if (value.length <= MAX_HEADER_CHARACTERS) record[name] = value;
  }
  return record;
}

function clip(text: string, most = MAX_DETAIL_CHARACTERS): string {
  return text.length <= most ? text : text.slice(0, most);
}
