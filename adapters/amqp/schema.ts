// The border of the broker: parses bytes into messages; null for other bytes, which go to the dead letters.
import { z } from 'zod';
import {
  type EventMessage,
  type PermitMessage,
  type HoldsMessage,
  type ScrapeAnswer,
  type ScrapeMessage,
  FETCH_KINDS,
  MESSAGE_VERSION,
} from '../../domain/run/dispatch/message.ts';
import { pageStepSchema } from '../../domain/config/page-step/schema.ts';
import { DELIVERY_LIMIT } from './topology.ts';
import { type ReasonCode, isReasonCode } from '../../domain/run/outcome.ts';
import { isSealed } from '../../domain/system/secret/secret-box.ts';
import { REQUEST_BODY_TYPES, REQUEST_METHODS } from '../../domain/web/fetch/request-body.ts';
import type { PageStep, PageStepResult } from '../../domain/web/page-step/page-step.ts';

const DELIVERY_LIMIT_CAUSE = 'delivery_limit';

const count = z.number().int().min(0);

/** A secret that is sealed is longer than one that is typed. */
const sentStep = z.custom<PageStep>((step) => {
  const shown = isSealedFill(step) ? { ...step, value: '' } : step;
  return pageStepSchema.safeParse(shown).success;
});

function isSealedFill(step: unknown): step is { readonly value: string } {
  return (
    typeof step === 'object' &&
    step !== null &&
    'value' in step &&
    typeof step.value === 'string' &&
    isSealed(step.value)
  );
}

const renderWait = z.object({
  waitFor: z
    .object({
      selector: z.string().exactOptional(),
      text: z.string().exactOptional(),
      ms: z.number().exactOptional(),
    })
    .exactOptional(),
  scroll: z.union([count, z.literal('end')]).exactOptional(),
  steps: z.array(sentStep).exactOptional(),
});

const scrapeMessage = z.object({
  v: z.literal(MESSAGE_VERSION),
  kind: z.enum(FETCH_KINDS),
  runId: z.string().min(1),
  chunkNo: count,
  jobId: z.string().min(1),
  jobVersion: count,
  urlKey: z.string().min(1),
  visit: count,
  attempt: count,
  hops: count,
  url: z.string().min(1),
  validators: z
    .object({ etag: z.string().exactOptional(), lastModified: z.string().exactOptional() })
    .exactOptional(),
  fetch: z.object({
    profile: z.enum(['plain', 'browser']),
    userAgent: z.string(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    maxBytes: count,
    render: z.literal(true).exactOptional(),
    obeyRobots: z.literal(true).exactOptional(),
    wait: renderWait.exactOptional(),
    picture: z.literal(true).exactOptional(),
    pictured: z.string().exactOptional(),
    pictureBoxes: z.array(z.string()).exactOptional(),
    withheld: z.array(z.string()).exactOptional(),
    login: z.string().exactOptional(),
    proxy: z.string().exactOptional(),
    method: z.enum(REQUEST_METHODS).exactOptional(),
    body: z.object({ type: z.enum(REQUEST_BODY_TYPES), text: z.string() }).exactOptional(),
    acceptStatus: z.array(count).exactOptional(),
    uncheckedCertificates: z.array(z.string()).exactOptional(),
    served: z.literal(true).exactOptional(),
    notesAnswers: z.literal(true).exactOptional(),
    files: z.literal(true).exactOptional(),
  }),
  sendBy: z.number(),
  sentAt: z.number().exactOptional(),
  deadlineMs: count,
  gateSeq: count,
  replyTo: z.string().min(1),
});

const stepResult = z.object({
  n: count,
  name: z.string().exactOptional(),
  kind: z.custom<PageStepResult['kind']>((kind) => typeof kind === 'string'),
  outcome: z.enum(['ok', 'skipped', 'failed']),
  ms: z.number(),
  detail: z.string().exactOptional(),
});

const hostCalls = z.object({
  host: z.string(),
  sent: count,
  refused: count,
  why: z.string().exactOptional(),
});

const SCRAPE_OUTCOMES = [
  'fetched',
  'not-modified',
  'moved-to',
  'http-error',
  'failed',
  'refused',
  'late',
  'gated',
] as const;

const packSlice = z.object({
  key: z.string().min(1),
  offset: count,
  length: count,
  crc32: count.exactOptional(),
});

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const scrapeAnswer = z.object({
  runId: z.string().min(1),
  chunkNo: count,
  urlKey: z.string().min(1),
  visit: count,
  attempt: count,
  kind: z.enum(FETCH_KINDS),
  outcome: z.enum(SCRAPE_OUTCOMES),
  reason: z.custom<ReasonCode>((value) => typeof value === 'string' && isReasonCode(value)).exactOptional(),
  detail: z.string().exactOptional(),
  retryable: z.boolean(),
  status: z.number().int().exactOptional(),
  finalUrl: z.string().exactOptional(),
  retryAfterMs: z.number().exactOptional(),
  headers: z.record(z.string(), z.string()),
  pack: packSlice.exactOptional(),
  hash: z.string().exactOptional(),
  proxy: z.string().exactOptional(),
  rendered: z.literal(true).exactOptional(),
  picture: packSlice
    .extend({
      width: count,
      height: count,
      hash: z.string().min(1),
      by: z.string().exactOptional(),
      boxes: z.array(z.object({ selector: z.string(), boxes: z.array(box) })).exactOptional(),
    })
    .exactOptional(),
  pictureFault: z.string().exactOptional(),
  served: packSlice.extend({ url: z.string(), hash: z.string().min(1) }).exactOptional(),
  servedFault: z.string().exactOptional(),
  noted: packSlice.exactOptional(),
  steps: z.array(stepResult).exactOptional(),
  calls: z.array(hostCalls).exactOptional(),
  wireBytes: count,
  fetchedAt: z.number(),
  elapsedMs: z.number(),
});

const answers = z.object({ v: z.literal(MESSAGE_VERSION), answers: z.array(scrapeAnswer) });

const gate = z.object({ runId: z.string().min(1), gateSeq: count, open: z.boolean() });

const holds = z.object({ holds: z.literal('changed') });

const event = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  at: z.string().min(1),
  workspaceId: z.string().exactOptional(),
  jobId: z.string().exactOptional(),
  runId: z.string().exactOptional(),
  data: z.unknown(),
});

export function parseScrapeMessage(body: Buffer): ScrapeMessage | null {
  return scrapeMessage.safeParse(parseJson(body)).data ?? null;
}

export function parseAnswers(body: Buffer): readonly ScrapeAnswer[] | null {
  return answers.safeParse(parseJson(body)).data?.answers ?? null;
}

export function parseControl(body: Buffer): PermitMessage | HoldsMessage | null {
  return z.union([gate, holds]).safeParse(parseJson(body)).data ?? null;
}

export function parseEvent(body: Buffer): EventMessage | null {
  return event.safeParse(parseJson(body)).data ?? null;
}

export function answersBody(list: readonly ScrapeAnswer[]): Buffer {
  return jsonBody({ v: MESSAGE_VERSION, answers: list });
}

export function jsonBody(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

const death = z.object({
  reason: z.string(),
  time: z.object({ value: z.number() }).optional().catch(undefined),
});
const deadHeaders = z.object({
  'x-death': z.array(death).optional().catch(undefined),
  'x-first-death-reason': z.string().optional().catch(undefined),
  'x-delivery-count': z.number().optional().catch(undefined),
});

export interface Death {
  /** As the broker names it; `unknown` where it tells nothing. */
  readonly cause: string;
  readonly deliveries: number;
  readonly atMs: number | null;
}

/** Why the broker gave a message up, by the headers it adds. */
export function parseDeath(headers: unknown): Death {
  const known = deadHeaders.safeParse(headers).data;
  const [last] = known?.['x-death'] ?? [];
  const cause = last?.reason ?? known?.['x-first-death-reason'] ?? 'unknown';
  const seconds = last?.time?.value;
  // The broker counts the deliveries before this one.
  const deliveries =
    (known?.['x-delivery-count'] ?? (cause === DELIVERY_LIMIT_CAUSE ? DELIVERY_LIMIT : 0)) + 1;
  return { cause, deliveries, atMs: seconds === undefined ? null : seconds * 1_000 };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return null; // not JSON: no schema can accept it
  }
}
