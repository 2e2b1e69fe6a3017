// Saved views as the API takes and shows them.
import { z } from 'zod';
import { givenName } from '../../../domain/config/name/schema.ts';
import { VIEW_SCREENS } from '../../../domain/job/list/saved-view.ts';
import { time } from '../paging.ts';

export const viewParams = z.strictObject({
  viewId: z.string().min(1).max(64).describe('Id of the saved view.'),
});
const name = givenName(60).describe('Its name; each screen has a name once.');
const query = z
  .string()
  .max(2_000)
  .describe("What stands in the screen's address behind the question mark: q=tag:shop&sort=-lastChange.");
const screen = z.enum(VIEW_SCREENS).describe('The screen it belongs to.');

export const viewInput = z
  .strictObject({ name, screen, query })
  .meta({ id: 'NewSavedView', examples: [{ name: 'Failed', screen: 'jobs', query: 'q=state:failed' }] });
export const viewPatch = z
  .strictObject({ name: name.optional(), query: query.optional() })
  .meta({ id: 'SavedViewPatch', examples: [{ name: 'Needs me' }] });
export const viewQuery = z.strictObject({
  screen: screen.optional().describe('Only views of this screen.'),
});
export const savedView = z
  .object({
    viewId: z.string().describe('Id of the view.'),
    name,
    screen,
    query,
    createdAt: time.describe('When it was saved, ISO 8601 in UTC.'),
    updatedAt: time.describe('When it was changed last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'SavedView' });
export const viewList = z.object({ items: z.array(savedView).describe('Views of the workspace, by name.') });

export type SavedViewInput = z.input<typeof viewInput>;
export type SavedViewView = z.infer<typeof savedView>;
