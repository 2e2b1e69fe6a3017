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
  503: described('A service Webloom needs is not reachable'),
};
