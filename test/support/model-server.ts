// A language model on a real socket that speaks the OpenAI form, and says what a test makes it say: well or badly.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelPlace } from '../../domain/system/model/language-model.ts';

export interface AskedModel {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As JSON; null: there was none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export type Saying = (response: ServerResponse, asked: AskedModel) => void;

export interface ModelServer {
  readonly url: string;
  readonly asked: readonly AskedModel[];
  /** What it says from now on; the default is an empty object. */
  saying: Saying;
  place(more?: Partial<ModelPlace>): ModelPlace;
  close(): Promise<void>;
}

export const MODEL_NAME = 'small-model';
export const MODEL_KEY = 'sk-secret-of-the-operator';

/** An answer of the form, with what the model says in it. */
export function says(content: unknown, tokens: number | null = 321, finish = 'stop'): Saying {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const message = { role: 'assistant', content: text };
  return sends(200, {
    choices: [{ index: 0, message, finish_reason: finish }],
    ...(tokens === null ? {} : { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: tokens } }),
  });
}

export function sends(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Saying {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Takes the question and never answers. */
export const hangs: Saying = () => undefined;

/** Begins an answer and cuts the line. */
export const breaksOff: Saying = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"choices": [', () => response.destroy());
};

/** Sends without an end. */
export const floods: Saying = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

export async function startModelServer(): Promise<ModelServer> {
  const asked: AskedModel[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = text === '' ? null : (JSON.parse(text) as AskedModel['body']);
      const one = { method, path: url, headers, body };
      asked.push(one);
      model.saying(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const model: ModelServer = {
    url,
    asked,
    saying: says({}),
    place: (more = {}) => ({ url, key: MODEL_KEY, name: MODEL_NAME, tokensPerDay: 100_000, ...more }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return model;
}
