// What a fetch means to the dispatcher: the ending of a fetch (or the refusal to begin one) as an answer to its message.
import { binaryKind } from '../fetch/binary-body.ts';
import type { FetchOutcome, HeaderLine } from '../fetch/fetcher.ts';
import type { FetchFailure } from '../fetch/reason.ts';
import type { ReasonCode } from '../run/outcome.ts';
import type { FetchKind, PackSlice, ScrapeAnswer, ScrapeMessage } from './message.ts';

/** Longer values are dropped, not cut: half a validator would be a wrong one. */
const MAX_HEADER_CHARACTERS = 4_096;
const MAX_DETAIL_CHARACTERS = 300;

/** `fetchedAt`: epoch ms of the database's clock when the fetch ended. */
export function answerOutcome(
  message: ScrapeMessage,
  outcome: FetchOutcome,
  fetchedAt: number,
): ScrapeAnswer {
  const base = {
    ...identity(message),
    headers: 'headers' in outcome ? headerRecord(outcome.headers) : {},
    finalUrl: outcome.finalUrl,
    wireBytes: outcome.wireBytes,
    fetchedAt,
    elapsedMs: Math.round(outcome.timings.totalMs),
  };
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
      return { ...base, outcome: 'http-error', reason, status, retryable, ...later };
    }
    case 'refused':
      // The detail of a refusal may tell what is inside the network; its reason does not.
      return {
        ...base,
        outcome: 'refused',
        reason: 'address-not-allowed',
        detail: outcome.reason,
        retryable: false,
      };
    case 'failed': {
      const { retryable } = outcome;
      const reason = FAILURE_REASONS[outcome.reason];
      return { ...base, outcome: 'failed', reason, detail: clip(outcome.detail), retryable };
    }
  }
}

type FetchedOutcome = Extract<FetchOutcome, { outcome: 'fetched' }>;

function answerFetched(
  { kind }: ScrapeMessage,
  outcome: FetchedOutcome,
): Pick<ScrapeAnswer, 'outcome' | 'reason' | 'detail' | 'status' | 'retryable'> {
  const { status } = outcome;
  const fault = kind === 'page' ? unreadable(outcome) : null;
  if (fault === null) return { outcome: 'fetched', status, retryable: false };
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

/** The answer to a message whose headers can not be decrypted: without them the site would be asked for something else. */
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

/** The answer where there is no room to keep what was fetched, or would be: the visit goes back, and it is no attempt. */
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

/** Whether the fetch brought bytes that the later stages will read. */
export function hasBody(answer: ScrapeAnswer): boolean {
  return answer.outcome === 'fetched';
}

export function withBody(answer: ScrapeAnswer, pack: PackSlice, hash: string): ScrapeAnswer {
  return { ...answer, pack, hash };
}

/** Why nothing of the body can be read, or null: its type says so, or its bytes do, whatever the type says. */
function unreadable({ body, contentType, charset }: FetchedOutcome): string | null {
  if (!isReadable(contentType)) return contentType;
  const kind = binaryKind(body, charset);
  if (kind === null) return null;
  return contentType === '' ? `${kind}, sent without a type` : `${kind}, sent as ${contentType}`;
}

/** Texts that have a type of their own outside `text/`. */
const NAMED_TEXTS =
  /^application\/(?:x-)?(?:ndjson|jsonl|json-lines|json-seq|yaml|toml|csv|javascript|ecmascript|markdown|sql|graphql)$/;

/** HTML, XML, JSON or text. A server that names no type is given the benefit of the doubt. */
export function isReadable(mediaType: string): boolean {
  if (mediaType === '' || mediaType.startsWith('text/') || NAMED_TEXTS.test(mediaType)) return true;
  return /^application\/(?:[^;]*\+)?(?:xml|json|xhtml)/.test(mediaType);
}

const FAILURE_REASONS: Readonly<Record<FetchFailure, ReasonCode>> = {
  dns: 'dns',
  connect: 'connect',
  tls: 'tls',
  timeout: 'timeout',
  reset: 'reset',
  'too-large': 'too-large',
  'redirect-loop': 'redirect-loop',
  'too-many-redirects': 'too-many-redirects',
  'bad-redirect': 'bad-redirect',
  'bad-encoding': 'bad-encoding',
  truncated: 'truncated',
  protocol: 'protocol',
  // Our own giving up says nothing about the page.
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

function clip(text: string): string {
  return text.length <= MAX_DETAIL_CHARACTERS ? text : text.slice(0, MAX_DETAIL_CHARACTERS);
}
