// The metrics as Prometheus reads them.
import { z } from 'zod';

export const scraped = {
  description: 'The metrics as text (Prometheus, version 0.0.4)',
  content: { 'text/plain': { schema: z.string() } },
};
