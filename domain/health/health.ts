// The health of Webloom as one document: its components, each with its state, a reason and a remedy, and one state of the whole.
import { given } from '../system/given.ts';

/** `unknown`: it could not be looked at. That is never taken for well, and by itself it is no fault either. */
export const COMPONENT_STATES = ['ok', 'warning', 'critical', 'unknown'] as const;
export type ComponentState = (typeof COMPONENT_STATES)[number];

export const COMPONENT_KINDS = [
  'service',
  'agent',
  'queue',
  'starts',
  'store-room',
  'disk',
  'network',
  'mail',
  'hosts',
  'emergency',
  'clean-up',
  'monitor',
  'backup',
] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

export interface HealthComponent {
  /** `store`, `broker`, `temporal`, `blobs`, a role, `browser`, `starts`, `store-room`, `disk`, `names`, `proxy`, `mail`, `receivers`, `logins`, `proxies`, `hosts`, `emergency`, `clean-up`, `look`, `backup`, or `queue:<name>`. */
  readonly id: string;
  readonly kind: ComponentKind;
  /** For people. */
  readonly name: string;
  readonly state: ComponentState;
  /** What is so and what it does, in words. */
  readonly text: string;
  /** Since when it is not well, epoch ms; null: it is well, or that is not known. */
  readonly since: number | null;
  /** Of a component that is not known: since when it was not well when it was seen last; absent: it was well, or never seen. */
  readonly unwellSince?: number;
  /** What to do; null: nothing is to be done. */
  readonly remedy: string | null;
  /** By name, with their unit; null: not known. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/** What the monitor has seen, overwritten with every look. */
export interface HealthDocument {
  readonly _id: 'health';
  readonly at: Date;
  /** The process that looked. */
  readonly by: string;
  /** When the next look is due after this one. */
  readonly everyMs: number;
  readonly parts: readonly HealthComponent[];
  /** The last time the store was away, as the monitor noticed when it was back; absent: never yet. */
  readonly storeLoss?: StoreLoss | undefined;
}

export interface StoreLoss {
  readonly from: Date;
  readonly to: Date;
}

export interface HealthStore {
  put(document: HealthDocument): Promise<void>;
  /** Null: nobody has looked yet. */
  get(): Promise<HealthDocument | null>;
}

/** `blind`: nothing is known to be down, but nobody has looked for so long that this says little. */
export const HEALTH_STATES = ['ok', 'degraded', 'blind', 'down'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** What is known to be down goes before what is not known, and that before what merely limps. */
export function healthState(parts: readonly Pick<HealthComponent, 'state'>[], isBlind: boolean): HealthState {
  if (parts.some(({ state }) => state === 'critical')) return 'down';
  if (isBlind) return 'blind';
  return parts.some(({ state }) => state === 'warning') ? 'degraded' : 'ok';
}

export function isUnwell({ state }: Pick<HealthComponent, 'state'>): boolean {
  return state === 'warning' || state === 'critical';
}

/** What was seen before counts while a look is no older: in a longer gap nobody knows what was. */
const RECENT_MS = 60_000;

export interface EarlierLook {
  readonly at: number;
  readonly parts: readonly HealthComponent[];
}

/**
 * Keeps since when a component is not well, over looks and restarts of the monitor. A component that the last look found well is not
 * well since then at the earliest, whatever it says itself: a process that was killed long ago had a successor meanwhile.
 * So has one that could not be seen, unless it was not well before.
 */
export function withSince(
  parts: readonly HealthComponent[],
  earlier: EarlierLook | null,
  now: number,
): HealthComponent[] {
  const before = earlier !== null && now - earlier.at <= RECENT_MS ? earlier : { at: now, parts: [] };
  const known = new Map(before.parts.map((part) => [part.id, part]));
  return parts.map((part) => {
    if (part.state === 'ok') return { ...part, since: null };
    const last = known.get(part.id);
    const unwell = unwellBefore(last);
    if (part.state === 'unknown') {
      const kept = last === undefined || last.state === 'ok' ? null : last.since;
      const since = Math.max(part.since ?? kept ?? now, kept ?? before.at);
      return { ...part, since, ...given({ unwellSince: unwell ?? undefined }) };
    }
    return { ...part, since: Math.max(part.since ?? unwell ?? now, unwell ?? before.at) };
  });
}

/** A component that was not known is not well since then only if it was so before; that it was not known is no fault. */
function unwellBefore(last: HealthComponent | undefined): number | null {
  if (last === undefined || last.state === 'ok') return null;
  return last.state === 'unknown' ? (last.unwellSince ?? null) : last.since;
}
