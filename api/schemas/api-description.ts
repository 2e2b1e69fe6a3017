// The description of the API, as it describes itself.
import { z } from 'zod';

export const apiDescription = z.looseObject({});
