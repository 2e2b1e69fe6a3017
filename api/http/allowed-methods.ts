// Paths that exist for other methods only: 405 with `Allow` instead of 404, and an answer to OPTIONS.
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiServer } from './server-type.ts';

interface Route {
  readonly method: string;
  readonly url: string;
  readonly pattern: RegExp;
}

/**
 * Answers requests that no route takes, before their body is read. It knows the routes registered after it;
 * call it after the guards, which every request has to pass.
 */
export function answerOtherMethods(app: ApiServer): void {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`);
    for (const one of [method].flat()) routes.push({ method: one, url, pattern });
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const allowed = methodsAt(routes, request.url.split('?')[0] ?? '');
    // The router refused the path for another reason: it is no path of that route.
    if (allowed.length === 0 || allowed.includes(request.method)) return;
    void reply.header('allow', [...allowed, 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') {
      await reply.code(204).send();
      return;
    }
    const words = `${request.method} is not possible here, ${allowed.join(' and ')} is.`;
    throw new WebloomError('method-not-allowed', words);
  });
}

/**
 * In alphabetical order. A path that a route names literally is that route's, even if it fits a pattern too.
 */
function methodsAt(routes: readonly Route[], path: string): string[] {
  const written = routes.filter(({ url }) => url === path);
  const found = written.length > 0 ? written : routes.filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.map(({ method }) => method))].toSorted();
}
