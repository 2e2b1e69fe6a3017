// Problem details (RFC 9457) as the description of the API names them.
import { z } from 'zod';

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

const described = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** Of every route that is not open to all. */
export const ALWAYS_PROBLEMS = {
  401: described('A valid API key is needed'),
  403: described('Not taken from there: another host name, or a page of another site'),
  500: described('Webloom made a mistake; its log has it under the request id'),
  503: described('A service Webloom needs is not reachable'),
};
/** Of every route that reads a body. */
export const READ_BODY_PROBLEMS = {
  413: described('The body is too large'),
  415: described('The body has to be JSON'),
};

/** The problems nearly every route may answer with. */
export const PROBLEMS = {
  400: described('The request can not be read'),
  404: described('There is nothing with this id'),
};
export const BODY_PROBLEMS = {
  ...PROBLEMS,
  409: described('Not possible in the present state'),
  412: described('It changed since it was read'),
  422: described('The body is not valid; `errors` tells every fault'),
};
