// `webloom api`: any request to the API, for what no command does yet.
import type { Command } from 'commander';
import type { Answer } from '../../api/client/answer.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { collect } from '../change-options.ts';
import type { CliContext, Run } from '../context.ts';
import { EXIT, exitCodeOfStatus } from '../exit-code.ts';
import { toHeaders } from '../job/header-option.ts';
import { readJsonObject } from '../job/read-input.ts';
import { sendRaw } from '../http/send-raw.ts';
import { given } from '../../domain/system/given.ts';

interface RequestOptions {
  readonly body?: string;
  readonly header?: readonly string[];
  readonly include?: boolean;
}

export function registerRequest(program: Command, run: Run): void {
  program
    .command('api')
    .summary('send a request to the API and print the answer')
    .argument('<request...>', 'method and path, as in GET /v1/jobs?limit=5; GET may be left out')
    .option('--body <json>', 'the body: JSON, a file, or - for standard input')
    .option('--header <header>', `a header, as in 'If-Match: "3"'; may be repeated`, collect)
    .option('--include', 'print status and headers too, on standard error')
    .action((words: string[], options: RequestOptions) => run((context) => request(context, words, options)));
}

async function request(
  context: CliContext,
  words: readonly string[],
  { body, header = [], include = false }: RequestOptions,
): Promise<number> {
  const headers = Object.fromEntries(toHeaders(header).map(({ name, value }) => [name, value]));
  const text = body === undefined ? undefined : JSON.stringify(await readJsonObject(context, body));
  const answer = await sendRaw(context, {
    ...parseWords(words, text !== undefined),
    headers,
    ...given({ body: text }),
  });
  if (include || !answer.ok) context.io.err(`HTTP ${answer.status}\n`);
  if (include)
    for (const name of ['content-type', 'etag', 'location', 'x-request-id', 'retry-after', 'link']) {
      const value = answer.headers.get(name);
      if (value !== null) context.err(`${name}: ${value}\n`);
    }
  await printBody(context, answer);
  return answer.ok ? EXIT.ok : exitCodeOfStatus(answer.status);
}

function parseWords(words: readonly string[], hasBody: boolean): { method: string; path: string } {
  const [first = '', second, ...more] = words;
  const method = second === undefined ? (hasBody ? 'POST' : 'GET') : first.toUpperCase();
  const path = second ?? first;
  if (more.length === 0 && /^[A-Z]+$/.test(method) && path.startsWith('/')) return { method, path };
  throw new WebloomError('validation', `"${words.join(' ')}" is no request.`, {
    facts: { remedy: 'Write method and path, as in: webloom api GET /v1/jobs?limit=5' },
  });
}

/** JSON is laid out for reading; a stream is printed as it comes. */
async function printBody({ out }: CliContext, answer: Answer): Promise<void> {
  if (/json\b/.test(answer.headers.get('content-type') ?? '') && !isLines(answer)) {
    const text = await answer.text();
    return out(text === '' ? '' : `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) out(decoder.decode(part, { stream: true }));
}

function isLines({ headers }: Answer): boolean {
  return /ndjson/.test(headers.get('content-type') ?? '');
}
