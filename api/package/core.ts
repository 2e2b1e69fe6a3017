// The client of the package at run time: a method for each call of a table, sent as the client of the command sends its own.
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { Method } from '../schemas/answers.ts';
import type { Asked } from '../client/ask.ts';
import { followEvents } from '../client/follow-events.ts';
import { IMPORT_TIMEOUT_MS, SCRAPE_TIMEOUT_MS } from '../client/patient-calls.ts';
import { type ClientOptions, askBytes, askJson, askText, openStream } from '../client/send.ts';
import { type Call, type CallTable, pathParameters } from './call.ts';

export { WebloomError, isWebloomError } from '../../domain/system/errors.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** One type of method, because its parts are told apart by the declarations that the build makes. */
export type AnyMethod = (args?: Arguments, options?: CallOptions) => unknown;

const EXPORT_TIMEOUT_MS = 600_000;
/** They wait for pages, or read all there is. */
const PATIENT: readonly (readonly [path: RegExp, timeoutMs: number])[] = [
  [/^\/v1\/imports$/, IMPORT_TIMEOUT_MS],
  [/^\/v1\/(?:scrape|map|preview)$/, SCRAPE_TIMEOUT_MS],
  [/^\/v1\/exports\//, EXPORT_TIMEOUT_MS],
];

export function createClientOf(
  calls: CallTable,
  options: ClientOptions,
): Readonly<Record<string, AnyMethod>> {
  if (!URL.canParse(options.baseUrl))
    throw new WebloomError(
      'validation',
      `baseUrl "${options.baseUrl}" is no address; write it as in http://127.0.0.1:4600.`,
    );
  const methods = Object.entries(calls).map(([id, call]): [string, AnyMethod] => [
    id,
    methodOf(options, id, call),
  ]);
  return Object.fromEntries(methods);
}

function methodOf(options: ClientOptions, id: string, call: Call): AnyMethod {
  if (call.answer === 'events')
    return (args = {}, asked = {}) => eventsOf(options, toSent(id, call, args), asked);
  // A wrong argument rejects, as everything else that is wrong does.
  return async (args = {}, asked = {}) => send(options, call, toSent(id, call, args), asked);
}

interface Sent extends Asked {
  readonly path: string;
}

/** Which argument goes where. */
function toSent(id: string, call: Call, args: Arguments): Sent {
  const { method, path, query, headers, hasBody } = call;
  const inPath = pathParameters(path);
  const known = [...inPath, ...query, ...Object.keys(headers), ...(hasBody ? ['body'] : [])];
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new WebloomError(
      'validation',
      `${id} knows no argument "${unknown[0]}". It takes ${known.join(', ') || 'none'}.`,
    );
  const missing = inPath.filter((name) => args[name] === undefined || args[name] === '');
  if (missing.length > 0) throw new WebloomError('validation', `${id} needs "${missing[0]}".`);
  const body = hasBody ? args['body'] : undefined;
  return {
    method: method as Method,
    path: path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(written(name, args[name])),
    ),
    query: pickedTexts(args, Object.fromEntries(query.map((name) => [name, name]))),
    headers: pickedTexts(args, headers),
    ...(body === undefined ? {} : { body }),
  };
}

/** Those that are given, under the names they are sent by. */
function pickedTexts(args: Arguments, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, sent]) =>
      args[name] === undefined ? [] : [[sent, written(name, args[name])]],
    ),
  );
}

function written(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new WebloomError('validation', `"${name}" has to be a text or a number.`);
}

async function send(
  options: ClientOptions,
  { answer }: Call,
  { path, ...sent }: Sent,
  call: CallOptions,
): Promise<unknown> {
  const patience = PATIENT.find(([pattern]) => pattern.test(path))?.[1];
  const timeoutMs = call.timeoutMs ?? patience ?? options.timeoutMs;
  const within = timeoutMs === undefined ? options : { ...options, timeoutMs };
  const asked = call.signal === undefined ? sent : { ...sent, signal: call.signal };
  if (answer === 'text') return askText(within, path, asked);
  return answer === 'bytes' ? askBytes(within, path, asked) : askJson(within, path, asked);
}

/** Opened again where it broke off; each event once. */
function eventsOf(
  options: ClientOptions,
  { path, headers, ...sent }: Sent,
  { signal }: CallOptions,
): AsyncGenerator<EventMessage> {
  const until = signal ?? new AbortController().signal;
  const open = (lastId: string | undefined) =>
    openStream(options, path, {
      ...sent,
      headers: { ...headers, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) },
      signal: until,
    });
  return followEvents(open, until);
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export async function* everyItem<Item>(
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<Item> = await ask(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  }
}
