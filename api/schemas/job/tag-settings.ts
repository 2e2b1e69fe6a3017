// Settings of tags as the API takes and shows them.
import { z } from 'zod';
import { MAX_PRIORITY } from '../../../domain/config/tag-settings/tag-settings.ts';
import { time } from '../paging.ts';

export const tagParams = z.strictObject({
  tag: z.string().min(1).max(100).describe('The tag, in any case.'),
});
export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: nothing is saved, and the answer says what would become of the jobs.'),
});
const settings = z
  .record(z.string().max(100), z.unknown())
  .describe(
    'Members of a configuration, as a job has them: schedule, fetch, changes, limits, retention … Without source, link, dependents and secrets.',
  );
export const tagSettingsInput = z
  .strictObject({
    settings,
    priority: z
      .int()
      .min(-MAX_PRIORITY)
      .max(MAX_PRIORITY)
      .optional()
      .describe(
        'Where several tags of a job say the same member, the highest wins, of equals the later name. Absent: as it is, or 0.',
      ),
  })
  .meta({
    id: 'NewTagSettings',
    examples: [
      { settings: { schedule: { kind: 'interval', everyMs: 3_600_000 }, fetch: { delayMs: 5_000 } } },
    ],
  });

export const tagSettingsView = z
  .object({
    tag: z.string().describe('The tag.'),
    settings,
    priority: z.number().describe('Of several tags of a job the one with the highest wins.'),
    version: z.number().describe('Rises with each change; the ETag.'),
    updatedAt: time.describe('When they were saved, ISO 8601 in UTC.'),
    by: z.string().describe('Who saved them.'),
    jobs: z
      .object({
        due: z.number().describe('Jobs that are still to be brought in line.'),
        refused: z.number().describe('Jobs that keep what they had; each says why in its notices.'),
      })
      .describe('How far its jobs are.'),
  })
  .meta({ id: 'TagSettings' });
export const tagSettingsList = z.object({
  items: z.array(tagSettingsView).describe('Settings of tags, by tag.'),
});

const difference = z.object({
  member: z.string().describe('Path of the member, as fetch.delayMs.'),
  before: z.unknown().optional().describe('Its value before; absent: none.'),
  after: z.unknown().optional().describe('Its value after; absent: none.'),
});
export const settingsEffect = z
  .object({
    dryRun: z.boolean().describe('Nothing was saved.'),
    tagSettings: tagSettingsView.nullable().describe('As they are saved, or would be; null: removed.'),
    changed: z.number().describe('Jobs whose configuration changes.'),
    same: z.number().describe('Jobs for which nothing changes: they say it themselves, or had it.'),
    refused: z.number().describe('Jobs that do not fit, and keep what they have.'),
    left: z.number().describe('Jobs that were not looked at within the time of an answer; they follow.'),
    items: z
      .array(
        z.object({
          jobId: z.string().describe('Id of the job.'),
          name: z.string().describe('Its name.'),
          outcome: z.enum(['changed', 'refused']).describe('What becomes of it.'),
          changes: z.array(difference).describe('What changes in its configuration.'),
          detail: z.string().nullable().describe('Why it is refused; null: it is not.'),
        }),
      )
      .describe('The first hundred jobs that change or refuse.'),
  })
  .meta({ id: 'TagSettingsEffect' });

export type TagSettingsInput = z.input<typeof tagSettingsInput>;
export type TagSettingsView = z.infer<typeof tagSettingsView>;
export type SettingsEffectView = z.infer<typeof settingsEffect>;
