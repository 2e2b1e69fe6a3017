// Sends a request as it was typed; the address and the key are those of every command.
import { WebloomError } from '../../domain/system/errors.ts';
import type { Answer } from '../../api/client/answer.ts';
import type { CliContext } from '../context.ts';
import { httpFetch } from './http-fetch.ts';
import { given } from '../../domain/system/given.ts';

export interface RawRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export async function sendRaw(
  { apiUrl, env, interrupted }: Pick<CliContext, 'apiUrl' | 'env' | 'interrupted'>,
  { method, path, headers, body }: RawRequest,
): Promise<Answer> {
  const url = new URL(path, apiUrl);
  // The key is for this API alone.
  if (url.origin !== new URL(apiUrl).origin)
    throw new WebloomError('validation', `"${path}" is no path of the API. Write it as in /v1/jobs?limit=5.`);
  const key = env['WEBLOOM_API_KEY'];
  try {
    return await httpFetch(url, {
      method,
      signal: interrupted,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...given({ body }),
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new WebloomError('dependency-unavailable', `No API answers at ${apiUrl}: ${detail}.`, { cause });
  }
}
