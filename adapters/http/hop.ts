// One request and its answer, for any client: the input of a hop, and how it can end.
import type { EgressReason } from '../../domain/web/egress/check.ts';
import type { FailureDetail } from './failure.ts';

export interface Hop {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST; absent: it is a GET. */
  readonly post?: { readonly text: string } | undefined;
  /** Statuses from 400 whose body is wanted. */
  readonly acceptStatus: readonly number[];
  readonly maxWireBytes: number;
  readonly onlyBeginning: boolean;
  /** Aborted with `'timeout'` or `'aborted'` as its reason. */
  readonly stop: AbortSignal;
}

export interface HopCost {
  readonly wireBytes: number;
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly firstByteMs: number;
}

export interface HopResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Lower-case names; of repeated headers, all values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** One for each cookie. */
  readonly setCookies: readonly string[];
  /** The body as sent; empty unless the status is one with a wanted body. */
  readonly wire: Uint8Array;
  readonly cost: HopCost;
}

export type HopResult =
  | HopResponse
  | ({ readonly kind: 'failed'; readonly cost: HopCost } & FailureDetail)
  | {
      readonly kind: 'refused';
      readonly reason: EgressReason;
      readonly detail: string;
      readonly cost: HopCost;
    };

export type SendHop = (hop: Hop) => Promise<HopResult>;

/**
 * Bytes of an unwanted body that are read to keep the connection; for more than this, closing it is cheaper.
 */
export const DISCARD_BYTES = 64 * 1024;

export function wantsBody({ acceptStatus }: Pick<Hop, 'acceptStatus'>, status: number): boolean {
  if (acceptStatus.includes(status)) return true;
  return status >= 200 && status < 300 && status !== 204 && status !== 205;
}

/** Whether the bytes so far are enough. A compressed body is never: it can't be read without its end. */
export function isEnough(hop: Hop, contentEncoding: string | undefined): boolean {
  return hop.onlyBeginning && (contentEncoding ?? 'identity') === 'identity';
}

/** The joined body, cut at `maxBytes`. */
export function joinBody(chunks: readonly Uint8Array[], maxBytes: number): Uint8Array {
  const [only] = chunks;
  const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  return body.length <= maxBytes ? body : body.subarray(0, maxBytes);
}

export function joinHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** The lines Set-Cookie: joined like other headers, they could not be told apart. */
export function setCookiesOf(raw: Readonly<Record<string, string | string[] | undefined>>): string[] {
  const lines = raw['set-cookie'];
  if (lines === undefined) return [];
  return typeof lines === 'string' ? [lines] : lines;
}

/** The fetch failure for a stop signal's reason. */
export function stopFailure(stop: AbortSignal): FailureDetail {
  return stop.reason === 'timeout'
    ? { reason: 'timeout', detail: 'the deadline of the whole fetch passed' }
    : { reason: 'aborted', detail: 'the caller gave up' };
}
