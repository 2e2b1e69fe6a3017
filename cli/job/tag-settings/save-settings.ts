// Carries out what `apply` has planned for settings of tags, and waits until their jobs are in line: these are changed next.
import { setTimeout as pause } from 'node:timers/promises';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import type { PlannedSettings } from './settings-plan.ts';

const LOOK_MS = 500;
/** Without a job less for this long, something is amiss. */
const PATIENCE_MS = 60_000;

/** False: there was nothing to do. */
export async function saveSettings(context: CliContext, plan: readonly PlannedSettings[]): Promise<boolean> {
  const { api } = context;
  const open = plan.filter(({ action }) => action !== 'unchanged');
  for (const { action, tag, version, kept } of open) {
    const saving = { dryRun: false, ...(version === null ? {} : { version }) };
    if (action === 'delete') await api.removeTagSettings(tag, saving);
    else if (kept !== null)
      await api.saveTagSettings(tag, { settings: kept.settings, priority: kept.priority }, saving);
  }
  await untilSettled(
    context,
    open.flatMap(({ action, tag }) => (action === 'delete' ? [] : [tag])),
  );
  return open.length > 0;
}

async function untilSettled({ api, interrupted }: CliContext, tags: readonly string[]): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const all = tags.length === 0 ? [] : (await api.allTagSettings()).items;
    const due = all.reduce((sum, { tag, jobs }) => sum + (tags.includes(tag) ? jobs.due : 0), 0);
    if (due === 0) return;
    if (due < least) since = performance.now();
    least = Math.min(least, due);
    if (performance.now() - since > PATIENCE_MS)
      throw new WebloomError(
        'dependency-unavailable',
        `${due} jobs are still to be brought in line with their tags.`,
        {
          facts: {
            title: 'The settings are saved, the jobs of the files are not applied',
            remedy:
              'Run the command again: it goes on where it stopped. webloom health says what does not work.',
          },
        },
      );
    await pause(LOOK_MS, undefined, { signal: interrupted });
  }
}
