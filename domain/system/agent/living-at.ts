// Which processes work with a blob store, or may come back to it: what was killed counts until it is gone for good.
import type { AgentHeartbeat } from './agent.ts';
import { signAfter } from './presence.ts';

type Beat = Pick<AgentHeartbeat, '_id' | 'storeId' | 'at'>;

/** Their ids. */
export function livingAt(beats: readonly Beat[], storeId: string, now: number): string[] {
  return beats
    .filter((beat) => beat.storeId === storeId && signAfter(now - beat.at.getTime()) !== 'gone')
    .map(({ _id }) => _id);
}
