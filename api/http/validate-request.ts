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
  app.setValidatorCompiler<RequestSchema>(validatorOf);
}

interface RequestPart {
  readonly schema: RequestSchema;
  readonly httpPart?: string | undefined;
}

type Validator = (data: unknown) => { readonly value: unknown } | { readonly error: Error };

function validatorOf({ schema, httpPart }: RequestPart): Validator {
  return (data) => {
    const result = schema.safeParse(data, { error: issueInWords });
    if (result.success) return { value: result.data };
    return { error: invalidRequest(httpPart, result.error.issues) };
  };
}

/** For routes that check their body themselves, and have to know what was said and what is a default; the query is checked as everywhere. */
export function takenAsSent({ schema, httpPart }: UntypedPart): Validator {
  if (httpPart === 'body') return (value) => ({ value });
  if (!isRequestSchema(schema))
    throw new TypeError(`The ${httpPart ?? 'request'} has no schema that parses.`);
  return validatorOf({ schema, httpPart });
}

/** Fastify types the schema of a part as that of its route. */
interface UntypedPart {
  readonly schema: unknown;
  readonly httpPart?: string | undefined;
}

function isRequestSchema(schema: unknown): schema is RequestSchema {
  return typeof schema === 'object' && schema !== null && 'safeParse' in schema;
}

/** A faulty body is 422, a faulty query or header 400; an id in the path that can not exist is 404. */
function invalidRequest(part: string | undefined, issues: readonly SchemaIssue[]): WebloomError {
  const errors = firstFaults(faultsOf(issues));
  const words = errors.map(({ pointer, detail }) => `${pointer.slice(1) || 'request'}: ${detail}`).join(' ');
  if (part === 'params') return new WebloomError('not-found', `There is nothing with this id. ${words}`);
  return new WebloomError(part === 'body' ? 'validation' : 'unknown-parameter', words, { facts: { errors } });
}
