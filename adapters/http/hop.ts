// One request and its answer, whichever client sends it: what a hop needs and how it can end.
import type { EgressReason } from '../../domain/egress/check.ts';
import type { FailureDetail } from './failure.ts';

export interface Hop {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
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
  /** As sent; empty unless the status is one whose body is wanted. */
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

/** Of other bodies this much is read and dropped, to keep the connection; beyond that closing it is cheaper. */
export const DISCARD_BYTES = 64 * 1024;

export function wantsBody(status: number): boolean {
  return status >= 200 && status < 300 && status !== 204 && status !== 205;
}

/** Whether so much of the body is all that is wanted; what is compressed can't be read without its end. */
export function isEnough(hop: Hop, contentEncoding: string | undefined): boolean {
  return hop.onlyBeginning && (contentEncoding ?? 'identity') === 'identity';
}

/** At most as much as was allowed. */
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

/** A stop signal's reason as a failure. */
export function stopFailure(stop: AbortSignal): FailureDetail {
  return stop.reason === 'timeout'
    ? { reason: 'timeout', detail: 'the deadline of the whole fetch passed' }
    : { reason: 'aborted', detail: 'the caller gave up' };
}
