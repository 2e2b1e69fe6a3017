// Asks a language model at an OpenAI-compatible address. The address is the operator's own, so it may be on loopback. No redirect is
// followed, so the key goes nowhere else; nothing that the server says stands in an error, because servers repeat keys.
import { Agent, type Dispatcher } from 'undici';
import type {
  LanguageModel,
  ModelAnswer,
  ModelFailure,
  ModelFault,
  ModelNames,
  ModelPlace,
  ModelQuestion,
} from '../../domain/system/model/language-model.ts';
import { given } from '../../domain/system/given.ts';
import { chatAnswer, modelList } from './schema.ts';

/** An answer is some hundred tokens; what is longer is none. */
const MAX_ANSWER_BYTES = 512 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const CONNECT_MS = 5_000;
/** Above what whoever asks waits for: its signal ends the question. */
const SILENCE_MS = 120_000;
const MAX_RETRY_AFTER_S = 86_400;
const MAX_NAMES = 1_000;

interface Asked {
  readonly path: string;
  /** Absent: it is asked by GET. */
  readonly body?: object;
}

interface Came {
  readonly kind: 'came';
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | null;
}

export interface ChatModel extends LanguageModel {
  close(): Promise<void>;
}

export function createChatModel(place: ModelPlace): ChatModel {
  const agent = new Agent({
    connect: { timeout: CONNECT_MS },
    pipelining: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });
  const send = (asked: Asked, signal: AbortSignal): Promise<Came | ModelFailure> =>
    sendTo(agent, place, asked, signal);
  return {
    place,
    ask: (question, signal) => ask(place, question, (asked) => send(asked, signal)),
    async names(signal): Promise<ModelNames> {
      const came = await send({ path: '/models' }, signal);
      if (came.kind === 'failed') return came;
      const fault = faultOf(came);
      if (fault !== null) return fault;
      const { data } = modelList.safeParse(jsonOf(came.text));
      if (data === undefined) return failed('unreadable', 'It answers, and not with a list of models');
      return { kind: 'answered', names: data.data.slice(0, MAX_NAMES).map(({ id }) => id) };
    },
    close: () => agent.destroy(),
  };
}

/** Members that not every server takes, with the member that stands for it where there is one. */
const CHANGEABLE: Readonly<Record<string, string | null>> = {
  max_tokens: 'max_completion_tokens',
  response_format: null,
  temperature: null,
};

/** Servers that refuse a member name it: they are asked again without, once for each. */
async function ask(
  { name }: ModelPlace,
  { instructions, messages, maxTokens }: ModelQuestion,
  send: (asked: Asked) => Promise<Came | ModelFailure>,
): Promise<ModelAnswer> {
  const body: Record<string, unknown> = {
    model: name,
    stream: false,
    temperature: 0,
    max_tokens: maxTokens,
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: instructions },
      ...messages.map((content) => ({ role: 'user', content })),
    ],
  };
  for (;;) {
    const came = await send({ path: '/chat/completions', body });
    if (came.kind === 'failed') return came;
    const member = came.status === 400 || came.status === 422 ? refusedMember(came.text, body) : null;
    if (member === null) return toAnswer(came);
    const instead = CHANGEABLE[member] ?? null;
    if (instead !== null) body[instead] = body[member];
    Reflect.deleteProperty(body, member);
  }
}

function refusedMember(text: string, body: object): string | null {
  return Object.keys(CHANGEABLE).find((member) => member in body && text.includes(member)) ?? null;
}

function toAnswer(came: Came): ModelAnswer {
  const fault = faultOf(came);
  if (fault !== null) return fault;
  const { data } = chatAnswer.safeParse(jsonOf(came.text));
  const [first] = data?.choices ?? [];
  if (data === undefined || first === undefined)
    return failed('unreadable', 'It answers, and not in the form of a conversation');
  return {
    kind: 'answered',
    text: first.message.content ?? '',
    tokens: data.usage?.total_tokens ?? null,
    isCut: first.finish_reason === 'length',
  };
}

/** Null: it is an answer to be read. */
function faultOf({ status, retryAfterSeconds }: Came): ModelFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status < 400) return failed('elsewhere', `It sends on to another address (${status})`);
  if (status === 401 || status === 403) return failed('key', `It refuses the key (${status})`);
  if (status === 404) return failed('model', 'It knows no such address or model (404)');
  if (status === 429)
    return {
      ...failed('busy', 'It takes no more questions just now (429)'),
      ...given({ retryAfterSeconds: retryAfterSeconds ?? undefined }),
    };
  return status >= 500
    ? failed('failing', `It fails (${status})`)
    : failed('refused', `It does not take the question (${status})`);
}

function failed(fault: ModelFault, detail: string): ModelFailure {
  return { kind: 'failed', fault, detail };
}

async function sendTo(
  agent: Agent,
  { url, key }: ModelPlace,
  { path, body }: Asked,
  signal: AbortSignal,
): Promise<Came | ModelFailure> {
  const { origin, pathname } = new URL(url);
  let hasAnswered = false;
  try {
    const {
      statusCode,
      headers,
      body: coming,
    } = await agent.request({
      origin,
      path: `${pathname.replace(/\/$/, '')}${path}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    hasAnswered = true;
    const text = await readText(coming);
    if (text === null) return failed('unreadable', 'Its answer is longer than any that was asked for');
    return { kind: 'came', status: statusCode, text, retryAfterSeconds: secondsOf(headers['retry-after']) };
  } catch (error) {
    return lostAnswer(error, hasAnswered, signal);
  }
}

function lostAnswer(error: unknown, hasAnswered: boolean, signal: AbortSignal): ModelFailure {
  if (signal.aborted || isTimeout(error)) return failed('slow', 'It gave no whole answer in time');
  if (hasAnswered) return failed('unreadable', 'Its answer broke off');
  return failed('unreachable', `It can not be reached (${codeOf(error)})`);
}

/** Null: there is more than anybody asked for. */
async function readText(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += data.length;
    if (bytes > MAX_ANSWER_BYTES) {
      body.destroy();
      return null;
    }
    chunks.push(data);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A number of seconds, or a date. */
function secondsOf(value: string | string[] | undefined): number | null {
  const text = (Array.isArray(value) ? value[0] : value) ?? '';
  const seconds = /^\d{1,9}$/.test(text.trim())
    ? Number(text)
    : Math.ceil((Date.parse(text) - Date.now()) / 1_000);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : null;
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'no connection';
}

const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

function isTimeout(error: unknown): boolean {
  return TIMEOUTS.includes(codeOf(error));
}
