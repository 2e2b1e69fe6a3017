// What is seen of one role at one moment, from its queue, its processes' signs of life, and the machines they run on.
import { type AgentHeartbeat, isDraining } from '../../system/agent/agent.ts';
import { isPresent, signAfter } from '../../system/agent/presence.ts';
import type { QueueLook } from '../queue/queue.ts';
import type { ScaledRole } from './process-range.ts';

export interface ScalingLook {
  /** Epoch ms. */
  readonly at: number;
  /** Processes that give signs of life and take work. */
  readonly alive: number;
  /** What waits for them; null: the server could not be asked. */
  readonly waiting: number | null;
  readonly oldestMs: number | null;
  /** Done each second by all of them. */
  readonly perSecond: number | null;
  /** Pieces of work they have in hand, and can have. */
  readonly used: number;
  readonly slots: number;
  /** Of those in hand, the requests whose host has been silent for long. */
  readonly slow: number;
  /** CPU of all of them, of one core. */
  readonly cpuPercent: number;
  readonly room: MachineRoom | null;
}

/** Of the machine with the most room; null where nobody says. */
export interface MachineRoom {
  /** Share of its CPU that nobody takes, 0 to 1. */
  readonly idleShare: number;
  readonly freeMemoryMb: number;
}

export interface ScalingFacts {
  readonly role: ScaledRole;
  readonly now: number;
  readonly beats: readonly AgentHeartbeat[];
  /** The queue the role takes from; null: its server could not be asked. */
  readonly queue: QueueLook | null;
  readonly rooms: readonly MachineRoom[];
}

export function scalingLook({ role, now, beats, queue, rooms }: ScalingFacts): ScalingLook {
  const alive = beats.filter(
    (agent) => agent.role === role && isPresent(signAfter(now - agent.at.getTime())) && !isDraining(agent),
  );
  const sum = (name: string): number => alive.reduce((total, { load }) => total + (load[name] ?? 0), 0);
  const [room = null] = rooms.toSorted((a, b) => b.idleShare - a.idleShare);
  return {
    at: now,
    alive: alive.length,
    waiting: queue?.ready ?? null,
    oldestMs: queue?.oldestMs ?? null,
    perSecond: queue?.outPerSecond ?? null,
    used: sum('slotsUsed'),
    slots: sum('slots'),
    slow: sum('slow'),
    cpuPercent: sum('cpuPercent'),
    room,
  };
}
