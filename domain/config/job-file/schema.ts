// The JSON Schema of files with jobs, made of the form by which jobs are checked, for editors that complete and check what is typed.
import { z } from 'zod';
import { jobInputSchema } from '../schema.ts';

const job = jobInputSchema.required({ name: true }).extend({
  $schema: z.string().optional().describe('Where this schema lies, for editors.'),
});

export function jobFileSchema(): Record<string, unknown> {
  const file = z.union([
    job,
    z.array(job),
    z.strictObject({ $schema: z.string().optional(), jobs: z.array(job) }),
  ]);
  const title = 'Jobs of Webloom: one, a list of them, or {"jobs": […]}';
  // What a job may leave out is optional in a file: its default is filled in later.
  return { ...z.toJSONSchema(file, { io: 'input', reused: 'ref', unrepresentable: 'any' }), title };
}
