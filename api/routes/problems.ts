// The page behind a problem's `type`: what the code means, its status, and whether another attempt can help.
import { ERROR_RULES, type ErrorCode, WebloomError } from '../../domain/system/errors.ts';
import { problemAnswers, problemParams } from '../schemas/problem-type.ts';
import type { ApiServer } from '../http/server-type.ts';

export function registerProblems(app: ApiServer): void {
  app.get(
    '/problems/:slug',
    { schema: { tags: ['problems'], params: problemParams, response: problemAnswers } },
    (request) => {
      const { slug } = request.params;
      if (!isCode(slug)) throw new WebloomError('not-found', `There is no problem type "${slug}".`);
      return { type: `/problems/${slug}`, ...ERROR_RULES[slug] };
    },
  );
}

function isCode(slug: string): slug is ErrorCode {
  return Object.hasOwn(ERROR_RULES, slug);
}
