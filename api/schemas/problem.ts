// Problem details (RFC 9457) as the API's description names them.
import { z } from 'zod';

export const problem = z
  .looseObject({
    type: z.string().describe('Address of what this type of problem means.'),
    title: z.string().describe('What went wrong, in a few words.'),
    status: z.number().describe('HTTP status.'),
    detail: z.string().describe('What failed, with what, and what to do.'),
    requestId: z.string().describe('Id of this request, under which the log has it.'),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('Where it is, as a JSON pointer.'),
          code: z.string().describe('What kind of fault it is.'),
          detail: z.string().describe('What to give instead.'),
        }),
      )
      .optional()
      .describe(
        'The faults of the request; of one list the first 20, then one with the code more-faults that says how many there are.',
      ),
  })
  .meta({ id: 'Problem' });

export function described(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: problem } },
  };
}

/** Problems of every route, also of those that need no key. */
export const OPEN_PROBLEMS = {
  429: described('Too many requests in a short time; `Retry-After` tells when to go on'),
  431: described('The headers, the address among them, are too large'),
};
/** Problems of every route that needs a key. */
export const ALWAYS_PROBLEMS = {
  401: described('A valid API key is needed'),
  403: described(
    'Not allowed: the key has not the scope that `neededScope` names, or the request comes from another host name or site',
  ),
  ...OPEN_PROBLEMS,
  500: described('Webloom made a mistake; its log has it under the request id'),
  503: described('A service Webloom needs is not reachable'),
};
/** Problems of every route that reads a body. */
export const READ_BODY_PROBLEMS = {
  413: described('The body is too large'),
  415: described('The body has to be JSON'),
};

/** Problems of every route that is given something. */
export const PROBLEMS = {
  400: described('The request can not be read'),
  404: described('There is nothing with this id'),
};
/** Of routes that name a stored version. */
export const VERSION_PROBLEMS = {
  ...PROBLEMS,
  410: described('The version was thinned; `detail` tells when'),
};
/** Problems of every route that changes something. */
export const BODY_PROBLEMS = {
  ...PROBLEMS,
  409: described('Not possible in the present state'),
  412: described('It changed since it was read'),
  422: described('The body is not valid; `errors` tells every fault'),
};
/** Problems of a login, whose route needs no key. */
export const LOGIN_PROBLEMS = {
  ...ALWAYS_PROBLEMS,
  ...READ_BODY_PROBLEMS,
  400: PROBLEMS[400],
  422: BODY_PROBLEMS[422],
};
