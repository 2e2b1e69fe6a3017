// The samples of all metrics, from what is stored and what this process sees. What is not known has no sample.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole } from '../../domain/system/agent/agent.ts';
import { SIGNS, isPresent, signAfter } from '../../domain/system/agent/presence.ts';
import { replacedAgents } from '../../domain/system/agent/replaced.ts';
import { type EmergencyHold, HOLD_SCOPES } from '../../domain/job/hold/emergency-hold.ts';
import { HEALTH_STATES, type HealthComponent } from '../../domain/health/health.ts';
import { parseCounterKey } from '../../domain/run/tally/counter-key.ts';
import type { RoleScaling } from '../../domain/health/scaling/role-scaling.ts';
import type { TallyCounts } from '../../domain/run/tally/tally-counts.ts';
import type { WholeHealth } from '../query/read-health.ts';
import { histogramSamples } from './histogram-samples.ts';
import { METRICS, type MetricName, TALLIED } from './metric-table.ts';
import type { Sample } from './sample.ts';

const MB = 1_048_576;

export function sample(metric: MetricName, value: number | null | undefined, ...labels: string[]): Sample[] {
  return value === null || value === undefined ? [] : [{ metric, labels, value }];
}

export function healthSamples({ state, parts, document }: WholeHealth, now: number): Sample[] {
  const age = document === null ? null : Math.max(0, now - document.at.getTime()) / 1_000;
  return [
    ...HEALTH_STATES.flatMap((one) => sample('webloom_health_state', one === state ? 1 : 0, one)),
    ...sample('webloom_health_look_age_seconds', age),
    ...parts.flatMap((part) => [
      ...sample('webloom_health_part', 1, part.id, part.state),
      ...partSamples(part),
    ]),
  ];
}

function partSamples({ id, kind, figures }: HealthComponent): Sample[] {
  const seconds = (ms: number | null | undefined): number | null =>
    ms === null || ms === undefined ? null : ms / 1_000;
  switch (kind) {
    case 'service':
      return sample('webloom_service_latency_seconds', seconds(figures['latencyMs']), id);
    case 'queue': {
      const queue = id.replace(/^queue:/, '');
      if (queue.endsWith('.dead')) return sample('webloom_dead_letters', figures['ready']);
      return [
        ...sample('webloom_queue_depth', figures['ready'], queue),
        ...sample('webloom_queue_consumers', figures['consumers'], queue),
        ...sample('webloom_queue_oldest_seconds', seconds(figures['oldestMs']), queue),
      ];
    }
    case 'starts':
      return [
        ...sample('webloom_start_late_seconds', seconds(figures['lateMs'])),
        ...sample('webloom_starts_per_minute', figures['comePerMinute'], 'come'),
        ...sample('webloom_starts_per_minute', figures['donePerMinute'], 'done'),
        ...sample('webloom_starts_waiting', figures['waiting']),
      ];
    case 'store-room':
      return [
        ...sample('webloom_store_data_bytes', figures['dataBytes']),
        ...sample('webloom_store_bound_bytes', figures['boundBytes']),
        ...sample('webloom_store_pages', figures['pages']),
        ...sample('webloom_store_pages_left', figures['pagesLeft']),
      ];
    case 'disk':
      return [
        ...sample('webloom_disk_free_bytes', figures['freeBytes']),
        ...sample('webloom_disk_floor_bytes', figures['floorBytes']),
      ];
    case 'mail':
      return [
        ...sample('webloom_mail_servers', figures['greeted'], 'greeted'),
        ...sample('webloom_mail_servers', figures['unanswered'], 'unanswered'),
      ];
    case 'clean-up':
      return [
        ...sample('webloom_clean_up_age_seconds', seconds(figures['msSinceLast'])),
        ...sample('webloom_clean_up_freed_bytes', figures['freedBytes']),
      ];
    case 'hosts':
      return sample('webloom_hosts_failing', figures['failing']);
    case 'backup':
      return sample('webloom_last_backup_timestamp_seconds', seconds(figures['finishedAtMs']));
    default:
      return [];
  }
}

export function agentSamples(heartbeats: readonly AgentHeartbeat[], now: number): Sample[] {
  return AGENT_ROLES.flatMap((role) =>
    roleSamples(
      role,
      heartbeats.filter((agent) => agent.role === role),
      now,
    ),
  );
}

function roleSamples(role: AgentRole, own: readonly AgentHeartbeat[], now: number): Sample[] {
  const replaced = replacedAgents(own, now);
  const signOf = ({ _id, at }: AgentHeartbeat) =>
    replaced.has(_id) ? 'gone' : signAfter(now - at.getTime());
  const living = own.filter((agent) => isPresent(signOf(agent)));
  const loads = (name: string): number[] => living.flatMap(({ load }) => load[name] ?? []);
  const sum = (name: string): number => loads(name).reduce((total, value) => total + value, 0);
  const lastAt = Math.max(...own.map(({ at }) => at.getTime()));
  const slots = loads('slots').length === 0 ? null : sum('slots');
  return [
    ...SIGNS.flatMap((sign) =>
      sample('webloom_agents', own.filter((agent) => signOf(agent) === sign).length, role, sign),
    ),
    ...sample(
      'webloom_agent_heartbeat_age_seconds',
      own.length === 0 ? null : Math.max(0, now - lastAt) / 1_000,
      role,
    ),
    ...sample('webloom_agent_slots', slots, role, 'total'),
    ...sample('webloom_agent_slots', slots === null ? null : sum('slotsUsed'), role, 'used'),
    ...sample('webloom_agent_memory_bytes', living.length === 0 ? null : sum('rssMb') * MB, role),
    ...sample('webloom_agent_cpu_cores', living.length === 0 ? null : sum('cpuPercent') / 100, role),
    ...sample(
      'webloom_agent_lag_seconds',
      living.length === 0 ? null : Math.max(0, ...loads('lagMs')) / 1_000,
      role,
    ),
  ];
}

export function scalingSamples(roles: readonly RoleScaling[]): Sample[] {
  return roles.flatMap(({ _id, state, range }) => [
    ...sample('webloom_processes_wanted', state.wanted, _id),
    ...sample('webloom_processes_bound', range.floor, _id, 'floor'),
    ...sample('webloom_processes_bound', range.ceiling, _id, 'ceiling'),
  ]);
}

/** Of every scope, so that the end of a hold is seen. */
export function holdSamples(holds: readonly EmergencyHold[]): Sample[] {
  return HOLD_SCOPES.flatMap((kind) =>
    sample('webloom_emergency_holds', holds.filter(({ scope }) => scope.kind === kind).length, kind),
  );
}

/** Counters without labels begin at 0, so that their first increase is seen. */
export function tallySamples(counts: TallyCounts, { byJob }: { readonly byJob: boolean }): Sample[] {
  const counted = Object.entries(counts).flatMap(([key, value]) => {
    const { name, labels } = parseCounterKey(key);
    // A newer version may count what this one does not know.
    if (!isTallied(name)) return [];
    const metric = TALLIED[name];
    return isOfJob(metric) && !byJob ? [] : sample(metric, value, ...labels);
  });
  const begun = new Set(counted.map(({ metric }) => metric));
  const fresh = Object.values(TALLIED).filter(
    (metric) => METRICS[metric].labels.length === 0 && !begun.has(metric),
  );
  return [...counted, ...fresh.flatMap((metric) => sample(metric, 0)), ...histogramSamples(counts)];
}

function isOfJob(metric: MetricName): boolean {
  return METRICS[metric].labels.some((label) => label === 'job_id');
}

function isTallied(name: string): name is keyof typeof TALLIED {
  return name in TALLIED;
}
