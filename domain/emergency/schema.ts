// The form of what is read from outside: the file of the local switch.
import { z } from 'zod';

export const localHoldSchema = z.object({
  since: z.iso.datetime({ offset: true }),
  by: z.string().min(1).max(200),
  reason: z.string().min(1).max(500),
});
