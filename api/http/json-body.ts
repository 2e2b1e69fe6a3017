// Reads request bodies: JSON, plain or as a merge patch, with limited depth.
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiServer } from './server-type.ts';

/**
 * A verb needs no body: none at all is read as one without members. Routes that need some say which are missing.
 */
export function fillEmptyBodies(app: ApiServer): void {
  app.addHook('preValidation', async (request) => {
    if (request.method === 'POST' && (request.body === undefined || request.body === null)) request.body = {};
  });
}

/**
 * Accepts an empty body with a content type, which clients send with verbs, and the type of merge patches.
 */
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

/** Counts the nesting before parsing: no recursion over a body may meet a hundred thousand levels. */
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
