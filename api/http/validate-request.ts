// Checks parameters, queries and bodies by their schemas; reports every fault with place and remedy, of a long
// list the first ones.
import { WebloomError } from '../../domain/system/errors.ts';
import { type SchemaIssue, faultsOf, firstFaults } from '../../domain/system/fault.ts';
import { type RawIssue, issueInWords } from '../../domain/system/issue-words.ts';
import type { ApiServer } from './server-type.ts';

/** The part of a schema that is needed here. */
interface RequestSchema {
  safeParse(
    data: unknown,
    options: { readonly error: (issue: RawIssue) => string | undefined },
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };
}

export function validateRequests(app: ApiServer): void {
  app.setValidatorCompiler<RequestSchema>(({ schema, httpPart }) => (data: unknown) => {
    const result = schema.safeParse(data, { error: issueInWords });
    if (result.success) return { value: result.data };
    return { error: invalidRequest(httpPart, result.error.issues) };
  });
}

/** For routes that check their body themselves, and have to know what was said and what is a default. */
export function takenAsSent(): (data: unknown) => { readonly value: unknown } {
  return (value) => ({ value });
}

/** A faulty body is 422, a faulty query or header 400; an id in the path that can not exist is 404. */
function invalidRequest(part: string | undefined, issues: readonly SchemaIssue[]): WebloomError {
  const errors = firstFaults(faultsOf(issues));
  const words = errors.map(({ pointer, detail }) => `${pointer.slice(1) || 'request'}: ${detail}`).join(' ');
  if (part === 'params') return new WebloomError('not-found', `There is nothing with this id. ${words}`);
  return new WebloomError(part === 'body' ? 'validation' : 'unknown-parameter', words, { facts: { errors } });
}
