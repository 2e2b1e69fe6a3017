// The jobs of a workspace that have a tag, by id.
import { normalTag } from '../../domain/config/tags.ts';
import type { ApiPorts } from '../ports.ts';

const AT_ONCE = 1_000;
/** As many as one tag of a large workspace has; of more, the first by id count. */
const MAX_JOBS = 10_000;

export async function taggedJobs(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  workspaceId: string,
  tag: string,
): Promise<string[]> {
  const criteria = [{ kind: 'one-of', field: 'tag', values: [normalTag(tag)] }] as const;
  const ids: string[] = [];
  while (ids.length < MAX_JOBS) {
    const after = ids.at(-1) ?? null;
    const some = await jobs.outline({ workspaceId, criteria, after, limit: AT_ONCE });
    ids.push(...some.map(({ _id }) => _id));
    if (some.length < AT_ONCE) break;
  }
  return ids;
}
