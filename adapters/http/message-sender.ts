// Sends the requests of channels: judged before it dials and while it dials, no redirect followed, the beginning of the
// answer read and the rest thrown away. Connections are not kept: messages are rare, and their receivers many.
import { Agent, type Dispatcher, FormData } from 'undici';
import type { RenderedForm, RenderedRequest } from '../../domain/alert/channel/render/rendered.ts';
import type { RequestSender } from '../../domain/alert/channel/sender.ts';
import type { SendAnswer } from '../../domain/alert/delivery/judge-answer.ts';
import { type EgressReason, checkUrl } from '../../domain/web/egress/check.ts';
import { refusalInWords } from '../../domain/web/egress/refusal-words.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import type { Resolver } from '../../domain/web/fetch/resolver.ts';
import { ConnectionRefusedByPolicy, classifyFailure } from './failure.ts';
import { guardedConnector } from './guarded-connector.ts';
import { systemResolver } from './system-resolver.ts';

export interface MessageSenderOptions {
  readonly policy: EgressPolicy;
  /** Default: the machine's own resolver. */
  readonly resolver?: Resolver;
  /** Sent with every request that sets none of its own. */
  readonly userAgent: string;
}

/** Bytes of an answer that are kept. */
const ANSWER_BYTES = 1_024;
const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 15_000;
const BODY_TIMEOUT_MS = 5_000;

export interface MessageSender extends RequestSender {
  close(): Promise<void>;
}

export function createMessageSender({
  policy,
  resolver = systemResolver,
  userAgent,
}: MessageSenderOptions): MessageSender {
  const agent = new Agent({
    connect: guardedConnector({ policy, resolver }),
    pipelining: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
  });
  return {
    async sendRequest(request, signal) {
      const verdict = checkUrl(request.url, policy);
      if (!verdict.allowed) return refused(refusalInWords(verdict.reason, request.url, policy));
      const headers = { 'user-agent': userAgent, ...request.headers };
      try {
        return await readAnswer(await ask(agent, { ...request, headers }, { url: verdict.url, signal }));
      } catch (error) {
        return failureOf(error, signal, (reason) => refusalInWords(reason, request.url, policy));
      }
    },
    close: () => agent.destroy(),
  };
}

function refused(words: string): SendAnswer {
  return { kind: 'refused', detail: `Nothing was sent: the address of the receiver ${words}.` };
}

function ask(
  agent: Agent,
  { method, headers, body, form }: Pick<RenderedRequest, 'method' | 'headers' | 'body' | 'form'>,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return agent.request({
    origin,
    path: `${pathname}${search}`,
    method: methodOf(method),
    headers,
    signal,
    ...(form === undefined && body === '' ? {} : { body: form === undefined ? body : formOf(form) }),
  });
}

function formOf({ fields, files }: RenderedForm): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { field, name, png } of files)
    form.append(field, new Blob([Buffer.from(png)], { type: 'image/png' }), `${name}.png`);
  return form;
}

function methodOf(method: string): Dispatcher.HttpMethod {
  const known = (['POST', 'PUT', 'PATCH', 'GET'] as const).find((one) => one === method);
  return known ?? 'POST';
}

async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<SendAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(data);
      bytes += data.length;
      if (bytes >= ANSWER_BYTES) break;
    }
  } catch {
    // The status is what counts; an answer whose end is missing is kept as far as it came.
  }
  body.destroy();
  return {
    kind: 'answered',
    protocol: 'http',
    status: statusCode,
    body: Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8'),
    retryAfter: firstOf(headers['retry-after']),
    redirectsTo: hostOf(firstOf(headers['location'])),
  };
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function hostOf(location: string | null): string | null {
  return location !== null && URL.canParse(location) ? new URL(location).host : null;
}

function failureOf(
  error: unknown,
  signal: AbortSignal,
  inWords: (reason: EgressReason) => string,
): SendAnswer {
  if (error instanceof ConnectionRefusedByPolicy) return refused(inWords(error.reason));
  if (signal.aborted) return { kind: 'failed', detail: 'The receiver did not answer in time.' };
  const { reason, detail } = classifyFailure(error, false);
  return { kind: 'failed', detail: `The receiver could not be reached (${reason}): ${detail}.` };
}
