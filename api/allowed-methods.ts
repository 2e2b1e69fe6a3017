// What there is at an address for other methods: 405 with `Allow` instead of 404, and an answer to OPTIONS.
import type { FastifyReply } from 'fastify';
import { WebloomError } from '../domain/errors.ts';
import type { ApiServer } from './server-type.ts';

export interface AllowedMethods {
  /** Methods of the routes that match this path, in alphabetical order. */
  at(path: string): string[];
}

/** Listens to the routes that are registered after it. */
export function collectMethods(app: ApiServer): AllowedMethods {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`);
    for (const one of [method].flat()) routes.push({ method: one, pattern });
  });
  return {
    at: (path) => {
      const found = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
      return [...new Set(found)].toSorted();
    },
  };
}

/** Answers OPTIONS; what is not there at all is left to the caller (null). */
export function answerOtherMethod(
  method: string,
  allowed: readonly string[],
  reply: FastifyReply,
): FastifyReply | null {
  if (allowed.length === 0) return null;
  void reply.header('allow', [...allowed, 'OPTIONS'].join(', '));
  if (method === 'OPTIONS') return reply.code(204).send();
  throw new WebloomError(
    'method-not-allowed',
    `${method} is not possible here, ${allowed.join(' and ')} is.`,
  );
}
