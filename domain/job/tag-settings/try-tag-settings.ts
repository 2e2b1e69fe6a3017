// What would become of jobs with settings that are not saved. Nothing is written.
import type { TagSettings } from '../../config/tag-settings/tag-settings.ts';
import { noSuch } from '../../system/no-such.ts';
import {
  type SettleContext,
  type Settled,
  type SettlePorts,
  newLayers,
  refusalOf,
} from './settle-settings.ts';

interface Trial {
  /** Removed: without them. */
  readonly settings: TagSettings;
  readonly jobIds: readonly string[];
  readonly context: SettleContext;
  /** No further job is looked at. */
  readonly ended: () => boolean;
}

export async function tryTagSettings(
  ports: SettlePorts,
  { settings, jobIds, context, ended }: Trial,
): Promise<Settled[]> {
  const { tagSettings } = ports;
  const would = {
    ...ports,
    tagSettings: {
      async of(workspaceId: string, tags: readonly string[]) {
        const others = (await tagSettings.of(workspaceId, tags)).filter(({ tag }) => tag !== settings.tag);
        return settings.removed || !tags.includes(settings.tag) ? others : [...others, settings];
      },
    },
  };
  const tried: Settled[] = [];
  for (const jobId of jobIds) {
    if (ended()) break;
    tried.push(await tryOne(would, jobId, context));
  }
  return tried;
}

async function tryOne(
  ports: Parameters<typeof newLayers>[0],
  jobId: string,
  context: SettleContext,
): Promise<Settled> {
  const job = await ports.jobs.get(jobId);
  if (job === null) throw noSuch('job', { jobId });
  const told = { jobId, name: job.name, detail: null, changes: [] };
  try {
    const layers = await newLayers(ports, job, context);
    if (layers === null) return { ...told, outcome: 'same' };
    return { ...told, outcome: 'changed', changes: layers.changes };
  } catch (error) {
    return { ...told, outcome: 'refused', detail: refusalOf(error) };
  }
}
