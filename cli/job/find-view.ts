// Finds a saved view by its id or its name; a name may stand on several screens.
import type { ApiClient } from '../../api/client/client.ts';
import type { SavedViewView } from '../../api/client/view-calls.ts';
import { WebloomError } from '../../domain/system/errors.ts';

export async function findView(api: ApiClient, text: string, screen?: string): Promise<SavedViewView> {
  const { items } = await api.views({ screen });
  const found = items.filter(({ viewId, name }) => viewId === text || name === text);
  const [only] = found;
  if (only === undefined)
    throw new WebloomError('not-found', `There is no view "${text}".`, {
      facts: { remedy: '"webloom views list" shows all views.' },
    });
  if (found.length === 1) return only;
  const ids = found.map((view) => `${view.viewId} (${view.screen})`).join(', ');
  throw new WebloomError('validation', `Several views have the name "${text}": ${ids}. Give the id.`);
}
