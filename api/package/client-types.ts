// The declarations of the package's client, made from the description of the API.
import { ERROR_RULES } from '../../domain/system/errors.ts';
import { type Node, membersOf } from '../description/node.ts';
import { type Argument, type Described, readOperations } from './read-description.ts';
import { commentOf, docComment, typeOf } from './schema-type.ts';

/** What is declared beside the forms of the description; a form of the same name would hide it. */
const OWN_NAMES = ['Client', 'ClientOptions', 'CallOptions', 'ErrorCode', 'WebloomError', 'Sent', 'Answered'];
const GLOBAL_NAMES = [
  'AbortSignal',
  'AsyncGenerator',
  'AsyncIterable',
  'Error',
  'Promise',
  'Uint8Array',
  'URL',
];

export function clientTypes(api: Node, version: string): string {
  const forms = membersOf(membersOf(api['components']).find(([name]) => name === 'schemas')?.[1]);
  const hidden = forms.filter(([name]) => OWN_NAMES.includes(name) || GLOBAL_NAMES.includes(name));
  if (hidden.length > 0)
    throw new Error(`The client declares ${hidden[0]?.[0]} already: rename that form of the API.`);
  const codes = Object.keys(ERROR_RULES).map((code) => `  | '${code}'\n`);
  return [
    `// The API of Webloom ${version} for TypeScript, made from its description (/openapi.json) by the build.\n`,
    `/** What kind of fault it is: the last part of a problem's type, /problems/CODE of the API explains it. */\nexport type ErrorCode =\n${codes.join('').trimEnd()};\n`,
    OWN_TYPES,
    `/** Every operation of the API, by its id. What can go wrong rejects with a {@link WebloomError}. */\nexport interface Client {\n${readOperations(api).map(methodOf).join('')}}\n`,
    ...forms.map(([name, form]) => `${commentOf(form, '')}export type ${name} = ${typeOf(form)};\n`),
  ].join('\n');
}

function methodOf(operation: Described): string {
  const { id, summary, description, call, args, refusals } = operation;
  const note = docComment(
    [
      `${summary}. ${description}`.trim(),
      `\`${call.method} ${call.path}\``,
      `@throws {WebloomError} when it is refused (${refusals.join(', ')}), or when no API answers.`,
    ],
    '  ',
  );
  return `${note}  ${id}(${argsOf(args)}call?: CallOptions): ${answerType(operation)};\n`;
}

function argsOf(args: readonly Argument[]): string {
  if (args.length === 0) return 'args?: Readonly<Record<string, never>>, ';
  const members = args.map(({ name, schema, required, description }) => {
    const note = commentOf({ ...schema, ...(description === '' ? {} : { description }) }, '    ');
    const type = typeOf(schema, '    ');
    return `${note}    ${name}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'};\n`;
  });
  const mark = args.some(({ required }) => required) ? '' : '?';
  return `args${mark}: {\n${members.join('')}  }, `;
}

function answerType({ call, answer }: Described): string {
  switch (call.answer) {
    case 'json':
      return `Promise<${typeOf(answer, '  ')}>`;
    case 'text':
      return 'Promise<string>';
    case 'bytes':
      return 'Promise<Uint8Array>';
    case 'nothing':
      return 'Promise<null>';
    case 'events':
      return `AsyncGenerator<${typeOf(answer, '  ')}, void, undefined>`;
  }
}

const OWN_TYPES = `/** A refusal of the API, or that none answers. \`message\` says what failed, with what, and what to do. */
export declare class WebloomError extends Error {
  readonly code: ErrorCode;
  /** The problem as the API told it (RFC 9457: \`status\`, \`errors\`, \`requestId\` …), or what is known of the fault. */
  readonly facts: { readonly [name: string]: unknown };
  /** Whether the same call may succeed later. */
  get retryable(): boolean;
}

/** Whether it is a {@link WebloomError}. */
export declare function isWebloomError(error: unknown): error is WebloomError;

/** A request as it is sent. */
export interface Sent {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** What is read of an answer; the \`Response\` of fetch has it. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
}

export interface ClientOptions {
  /** Where the API is, for example http://127.0.0.1:4600. */
  readonly baseUrl: string;
  /** A key as \`webloom keys create\` prints it. Absent: none, which an API on loopback takes. */
  readonly apiKey?: string | undefined;
  /** What the program calls itself, for the audit. */
  readonly userAgent?: string;
  /** Time limit of a call in ms, except of events. Default: 15,000; looks at pages, imports and exports get more. */
  readonly timeoutMs?: number;
  /** Sends the requests. Default: the built-in fetch. */
  readonly fetch?: (url: URL, sent: Sent) => Promise<Answered>;
}

export interface CallOptions {
  /** Ends the call: it rejects with the reason of the signal, or the events end. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit of this call in ms. */
  readonly timeoutMs?: number | undefined;
}

/** A client of the API at an address. Nothing is sent before the first call. */
export declare function createClient(options: ClientOptions): Client;

/**
 * Every item of a list, page by page: \`everyItem((cursor) => client.listChanges({ since, cursor }))\`.
 * @throws {WebloomError} as the list does.
 */
export declare function everyItem<Item>(
  ask: (cursor: string | undefined) => Promise<{ readonly items: readonly Item[]; readonly nextCursor: string | null }>,
): AsyncGenerator<Item, void, undefined>;
`;
