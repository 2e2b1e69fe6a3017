// The form of a dependent: a job that starts when a run of another one has completed, and on which condition.
import { z } from 'zod';

const conditional = z.strictObject({
  job: z.string().min(1).max(64).describe('Id of the job.'),
  when: z
    .enum(['completed', 'changes', 'new-pages'])
    .default('completed')
    .describe(
      'completed: after every run that completed; changes: only when it found confirmed changes; new-pages: only when it found pages that the job had not known.',
    ),
  pages: z
    .enum(['new', 'changed'])
    .optional()
    .describe(
      'The run visits the pages that were new, or those that changed or were new, in place of its own list: for jobs with the source `pages` alone. Without such pages no run starts.',
    ),
});

export const dependentSchema = z.union([z.string(), conditional], {
  error:
    'Write the id of a job, or { "job": its id, "when": "completed", "changes" or "new-pages", "pages": "new" or "changed" }; pages may be left out.',
});

export type Dependent = z.infer<typeof dependentSchema>;
export type ConditionalDependent = z.infer<typeof conditional>;
