// The schema of the API's own OpenAPI description.
import { z } from 'zod';

export const apiDescription = z.looseObject({});
