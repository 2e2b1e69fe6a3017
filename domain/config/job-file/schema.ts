// The JSON Schema of files with jobs and settings of tags, made of the forms by which they are checked, for editors that complete and
// check what is typed.
import { z } from 'zod';
import { jobConfigSchema, jobInputSchema } from '../schema.ts';
import { MAX_PRIORITY } from '../tag-settings/tag-settings.ts';

const $schema = z.string().optional().describe('Where this schema lies, for editors.');
const job = jobInputSchema.required({ name: true }).extend({ $schema });
const tagSettings = z.strictObject({
  $schema,
  tag: z.string().min(1).max(40).describe('The tag.'),
  priority: z
    .int()
    .min(-MAX_PRIORITY)
    .max(MAX_PRIORITY)
    .optional()
    .describe('Where several tags of a job say one member, the highest wins. Absent: 0.'),
  settings: jobConfigSchema
    .omit({ source: true, link: true, dependents: true })
    .partial()
    .describe('What each job with the tag has, unless it says it itself.'),
});

export function jobFileSchema(): Record<string, unknown> {
  const file = z.union([
    job,
    tagSettings,
    z.array(z.union([job, tagSettings])),
    z.strictObject({
      $schema,
      tagSettings: z.array(tagSettings).optional(),
      jobs: z.array(job).optional(),
    }),
  ]);
  const title =
    'Jobs and settings of tags of Webloom: one, a list of them, or {"tagSettings": […], "jobs": […]}';
  // What a job may leave out is optional in a file: its default is filled in later.
  return { ...z.toJSONSchema(file, { io: 'input', reused: 'ref', unrepresentable: 'any' }), title };
}
