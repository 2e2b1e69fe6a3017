// What can be told of a message that no scraper could take: what was wrong with it, and which page of which job it names.
import { FETCH_KINDS, MESSAGE_VERSION } from '../../run/dispatch/message.ts';
import type { LetterPayload, LetterReason } from './dead-letter.ts';

/** As it lies in the queue of dead messages. */
export interface DeadMessage {
  /** Of the message; for one without an id, a hash of its body. */
  readonly messageId: string;
  readonly body: Uint8Array;
  /** Why the broker gave it up: `rejected`, `delivery_limit`, `expired`, `maxlen`. */
  readonly cause: string;
  /** Deliveries the broker counted. */
  readonly deliveries: number;
  readonly at: Date;
}

export interface BrokenMessage {
  readonly messageId: string;
  readonly reason: LetterReason;
  readonly detail: string;
  readonly jobId: string | null;
  readonly runId: string | null;
  readonly url: string | null;
  readonly attempts: number;
  readonly at: Date;
  readonly payload: LetterPayload;
}

const MAX_BYTES = 64 * 1024;

export function readDeadMessage({ messageId, body, cause, deliveries, at }: DeadMessage): BrokenMessage {
  const payload = toPayload(body);
  const value = payload.encoding === 'text' ? parseObject(payload.text) : null;
  return {
    messageId,
    ...whatWasWrong(value, cause, deliveries),
    ...namedPage(value),
    attempts: Math.max(1, deliveries),
    at,
    payload,
  };
}

/** What a payload that somebody wrote names. Null: it names no page of a job. */
export function pageOfPayload(text: string): { readonly jobId: string; readonly url: string } | null {
  const { jobId, url } = namedPage(parseObject(text));
  return jobId === null || url === null ? null : { jobId, url };
}

type Members = Readonly<Record<string, unknown>>;

function whatWasWrong(
  value: Members | null,
  cause: string,
  deliveries: number,
): { readonly reason: LetterReason; readonly detail: string } {
  if (cause === 'delivery_limit')
    return {
      reason: 'delivery-limit',
      detail: `It was delivered ${deliveries} times and never settled. Look at the log of the scrapers before it is replayed.`,
    };
  if (value === null)
    return { reason: 'undecodable', detail: 'It is no JSON object. Something else writes to the queue.' };
  if (value['v'] !== MESSAGE_VERSION)
    return {
      reason: 'unknown-version',
      detail: `Its version is ${shown(value['v'])}; scrapers of this version read ${MESSAGE_VERSION}.`,
    };
  const lacking = missingMembers(value);
  if (lacking.length > 0)
    return { reason: 'undecodable', detail: `It lacks, or has in another form: ${lacking.join(', ')}.` };
  return { reason: 'rejected', detail: `RabbitMQ says: ${cause}.` };
}

const TEXTS = ['runId', 'jobId', 'urlKey', 'url', 'replyTo'] as const;
const NUMBERS = [
  'chunkNo',
  'jobVersion',
  'visit',
  'attempt',
  'hops',
  'sendBy',
  'deadlineMs',
  'gateSeq',
] as const;

function missingMembers(value: Members): string[] {
  const kinds: readonly unknown[] = FETCH_KINDS;
  return [
    ...(kinds.includes(value['kind']) ? [] : ['kind']),
    ...TEXTS.filter((name) => textOf(value[name]) === null),
    ...NUMBERS.filter((name) => typeof value[name] !== 'number'),
    ...(typeof value['fetch'] === 'object' && value['fetch'] !== null ? [] : ['fetch']),
  ];
}

function namedPage(value: Members | null): Pick<BrokenMessage, 'jobId' | 'runId' | 'url'> {
  return {
    jobId: textOf(value?.['jobId']),
    runId: textOf(value?.['runId']),
    url: textOf(value?.['url']),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value).slice(0, 40);
}

function parseObject(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null; // no JSON: it names nothing
  }
}

function toPayload(body: Uint8Array): LetterPayload {
  const kept = body.subarray(0, MAX_BYTES);
  const cut = body.length > MAX_BYTES ? ({ isCut: true } as const) : {};
  try {
    // Of a text that is cut, the last character may be cut too.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(kept, { stream: body.length > MAX_BYTES });
    return { text, encoding: 'text', ...cut };
  } catch {
    return { text: toBase64(kept), encoding: 'base64', ...cut };
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}
