// The JSON answers that a page got from its site while a browser opened it: noted where somebody considers a job, never in a run.
// One of them may say what is wanted of the page, a hundred times cheaper.

export interface NotedAnswer {
  /** Where it was answered from, after redirects. */
  readonly url: string;
  /** `graphql`: what it answers depends on what was sent, which is too long to be noted. */
  readonly kind: 'json' | 'graphql';
  /** What was sent with it by POST; absent: it was asked by GET. */
  readonly sent?: string;
  readonly status: number;
  /** Size of the body, bytes. */
  readonly bytes: number;
  /** The body as text; empty where only the address is noted. */
  readonly text: string;
}

/** What may be noted of one page. */
export const NOTED_BOUNDS = {
  maxAnswers: 30,
  /** Those among them that were asked by POST: of what only reports something there may be many. */
  maxPosted: 10,
  maxSentCharacters: 20_000,
  maxBytes: 1024 * 1024,
  maxTotalBytes: 4 * 1024 * 1024,
} as const;

const MAX_URL_LENGTH = 2_048;
const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]*\+)?json\b/i;
/** Sent by servers that name the type of JSON wrongly. Streams and files of many lines have types of their own. */
const UNSURE_TYPE = /^(?:$|text\/plain\b|text\/javascript\b|application\/octet-stream\b)/i;
const OBJECT_OR_LIST = /^\s*[{[]/;

/** As the browser tells of a request that has begun. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly postData?: string | undefined;
}

export function isNotable({ url }: Pick<SentRequest, 'url'>): boolean {
  return url.length <= MAX_URL_LENGTH && /^https?:\/\//i.test(url);
}

/** A question in GraphQL, which is sent by POST. */
export function asksGraphql({ url, method, postData = '' }: SentRequest): boolean {
  if (method !== 'POST') return false;
  return /\/graphql\b/i.test(url) || /^\s*\[?\s*\{[^]*"(?:query|operationName)"\s*:/.test(postData);
}

export function mayBeJson(contentType: string): boolean {
  return JSON_TYPE.test(contentType) || UNSURE_TYPE.test(contentType);
}

/** A bare number or text has no place in it to watch. */
export function isJsonBody(text: string): boolean {
  if (!OBJECT_OR_LIST.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The bytes in which they travel beside the page. */
export function packNoted(answers: readonly NotedAnswer[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(answers));
}

/** What is no list of noted answers has none. */
export function parseNoted(bytes: Uint8Array): readonly NotedAnswer[] {
  const list: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return Array.isArray(list) ? list.filter(isNoted).slice(0, NOTED_BOUNDS.maxAnswers) : [];
}

function isNoted(value: unknown): value is NotedAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { url, kind, status, bytes, text, sent = '' } = value as Partial<Record<keyof NotedAnswer, unknown>>;
  const isText = [url, text, sent].every((one) => typeof one === 'string');
  return isText && typeof kind === 'string' && typeof status === 'number' && typeof bytes === 'number';
}
