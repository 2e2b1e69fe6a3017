// Maintenance windows as the API takes and shows them.
import { z } from 'zod';
import { maintenanceMembers, maintenanceSchema } from '../../../domain/alert/maintenance/schema.ts';
import { time, timeOrNull } from '../paging.ts';

export const windowParams = z.strictObject({
  windowId: z.string().min(1).max(100).describe('Id of the maintenance window.'),
});
export const windowInput = maintenanceSchema;

export const windowView = z
  .object({
    windowId: z.string().describe('Id of the maintenance window.'),
    ...maintenanceMembers,
    text: z.string().describe('When it is, in words.'),
    activeUntil: timeOrNull.describe('It is on now, until this time; null: it is not on.'),
    isOver: z.boolean().describe('It was once and does not come again.'),
    createdBy: z.string().describe('Who made it.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
  })
  .meta({ id: 'MaintenanceWindow' });
export const windowList = z.object({
  items: z.array(windowView).describe('Windows of the workspace, the newest first.'),
});

export type WindowView = z.infer<typeof windowView>;
export type WindowInput = z.input<typeof windowInput>;
