// Which components of the health document a rule looks at: by their kind, as `queue`, or by their id, as `broker`.
import { AGENT_ROLES } from '../../system/agent/agent.ts';
import { type HealthComponent, type ComponentKind, COMPONENT_KINDS } from '../../health/health.ts';
import { SERVICE_NAMES } from '../../health/judge-service.ts';

/** Whether the monitor itself looks is not for the monitor to tell. */
const TOLD_PART_KINDS: readonly ComponentKind[] = COMPONENT_KINDS.filter((kind) => kind !== 'monitor');

const NAMES: ReadonlySet<string> = new Set([
  ...TOLD_PART_KINDS,
  ...SERVICE_NAMES,
  ...AGENT_ROLES,
  'browser',
  'names',
]);
const QUEUE_PREFIX = 'queue:';

export function isComponentName(name: string): boolean {
  return NAMES.has(name) || (name.startsWith(QUEUE_PREFIX) && name.length > QUEUE_PREFIX.length);
}

export function unknownComponent(name: string): string {
  return `Webloom has no part "${name}". Give ${[...NAMES].join(', ')}, or a queue as queue:name.`;
}

export function looksAtComponent(
  parts: readonly string[] | undefined,
  part: Pick<HealthComponent, 'id' | 'kind'>,
): boolean {
  if (part.kind === 'monitor') return false;
  return parts === undefined || parts.includes(part.kind) || parts.includes(part.id);
}
