// How request bodies are read: JSON, plain or as a merge patch, bounded in depth before it is parsed.
import { WebloomError } from '../../domain/errors.ts';
import type { ApiServer } from './server-type.ts';

/** Verbs have no body, but clients send the content type all the same; and a merge patch has a type of its own. */
export function readJsonBodies(app: ApiServer): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else if (isDeep(String(body))) done(new WebloomError('malformed-request', TOO_DEEP));
      else void parse(request, String(body), done);
    },
  );
}

const MAX_DEPTH = 32;
const TOO_DEEP = `The JSON is nested more than ${MAX_DEPTH} levels deep.`;

/** Nesting is counted before parsing: what recurses over a body must not meet a hundred thousand levels. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === BACKSLASH) at += 1;
      else if (char === QUOTE) inString = false;
    } else if (char === QUOTE) inString = true;
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) depth += 1;
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 92, 123, 125, 91, 93];
