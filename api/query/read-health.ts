// The health of everything: what this process sees now, and what the monitor saw with its last look.
import {
  type HealthDocument,
  type HealthComponent,
  type HealthState,
  healthState,
} from '../../domain/health/health.ts';
import { judgeEmergency } from '../../domain/health/judge-emergency.ts';
import { isBlind, mergeHealth } from '../../domain/health/judge-health.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts } from '../ports.ts';
import type { OwnLook, ReadinessChecks } from './readiness.ts';

const READ_MS = 1_500;

export interface WholeHealth {
  readonly state: HealthState;
  readonly own: OwnLook;
  readonly parts: readonly HealthComponent[];
  /** The monitor's last look; null: there is none, or it can not be read. */
  readonly document: HealthDocument | null;
}

export async function readHealth(
  { health, clock, holds }: Pick<ApiPorts, 'health' | 'clock' | 'holds'>,
  watch: ReadinessChecks,
): Promise<WholeHealth> {
  const [own, document] = await Promise.all([
    watch.look(),
    // An away store is told by its own check.
    withinDeadline('The store', health.get(), READ_MS).catch(() => null),
  ]);
  const seen = { document, now: clock.now().getTime() };
  const parts = mergeHealth([...own.parts, judgeEmergency(holds.standing())], seen);
  return { state: healthState(parts, isBlind(seen)), own, parts, document };
}
