// The form of a maintenance window in requests.
import { z } from 'zod';
import { alertScopeSchema } from '../rule/schema.ts';
import { WEEKDAYS } from '../../config/schedule/time-of-day.ts';
import { MAINTENANCE_CHANGES } from './maintenance-window.ts';

const moment = z.iso.datetime({ offset: true, error: 'Give a time such as 2026-03-01T12:00:00Z.' });
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day, as "22:00".');

const when = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('once').describe('One time.'),
      from: moment.optional().describe('When it begins, ISO 8601; absent: now.'),
      until: moment.describe('When it ends, ISO 8601.'),
    }),
    z.strictObject({
      kind: z.literal('weekly').describe('On the same days of each week.'),
      days: z.array(z.enum(WEEKDAYS)).min(1).max(7).describe('The days on which it begins.'),
      from: timeOfDay.describe('When it begins.'),
      to: timeOfDay.describe('When it ends; before the begin: on the day after.'),
      zone: z.string().min(1).max(60).describe('Time zone of both, as Europe/Berlin.'),
    }),
  ])
  .meta({ id: 'MaintenanceTime', description: 'When nobody is told.' });

export const maintenanceMembers = {
  reason: z.string().trim().min(1).max(200).describe('Why, as it is shown where nobody was told.'),
  scope: alertScopeSchema,
  when,
  changes: z
    .enum(MAINTENANCE_CHANGES)
    .describe('hold: changes and prices within it are told together at its end; drop: they are not told.'),
};

export const maintenanceSchema = z
  .strictObject({
    ...maintenanceMembers,
    scope: alertScopeSchema.default({ kind: 'workspace' }),
    changes: maintenanceMembers.changes.default('hold'),
  })
  .meta({ id: 'NewMaintenanceWindow', description: 'A time in which nobody is told.' });

export type MaintenanceInput = z.infer<typeof maintenanceSchema>;
