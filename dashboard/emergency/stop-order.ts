// What is filled in for an emergency stop, and the order it becomes.
import type { HoldInput } from '../../api/schemas/alert/emergency.ts';

export const SCOPES = [
  ['everything', 'everything, of all workspaces'],
  ['workspace', 'all jobs of this workspace'],
  ['tag', 'jobs with a tag'],
  ['host', 'one host'],
  ['changes', 'nothing, but refuse changes (read-only)'],
] as const;

export type StopScope = (typeof SCOPES)[number][0];

export interface StopDraft {
  readonly scope: StopScope;
  /** The tag or the host. */
  readonly name: string;
  readonly reason: string;
  readonly endsRuns: boolean;
  readonly isSilent: boolean;
  /** Typed to say that everything is meant. */
  readonly typed: string;
}

export const STOP_WORD = 'STOP';
export const NO_STOP: StopDraft = {
  scope: 'everything',
  name: '',
  reason: '',
  endsRuns: false,
  isSilent: false,
  typed: '',
};

export function needsName({ scope }: StopDraft): boolean {
  return scope === 'tag' || scope === 'host';
}

export function maySilence({ scope }: StopDraft): boolean {
  return scope !== 'host' && scope !== 'changes';
}

/** Null: something is missing. */
export function orderOf(draft: StopDraft): HoldInput | null {
  const { scope, reason, endsRuns, isSilent, typed } = draft;
  const name = draft.name.trim();
  if (reason.trim() === '' || (needsName(draft) && name === '')) return null;
  if (scope === 'everything' && typed.trim().toUpperCase() !== STOP_WORD) return null;
  return {
    scope: toScope(scope, name),
    reason: reason.trim(),
    kind: endsRuns && scope !== 'changes' ? 'stop' : 'hold',
    silence: isSilent && maySilence(draft),
  };
}

function toScope(kind: StopScope, name: string): HoldInput['scope'] {
  if (kind === 'tag') return { kind, tag: name };
  return kind === 'host' ? { kind, host: name } : { kind };
}
