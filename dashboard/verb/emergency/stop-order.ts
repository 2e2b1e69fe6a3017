// What is filled in for an emergency stop, and the order it becomes.
import type { HoldInput } from '../../../api/schemas/alert/emergency.ts';

const SCOPES = [
  ['everything', 'everything, of all workspaces'],
  ['workspace', 'all jobs of this workspace'],
  ['tag', 'jobs with a tag'],
  ['job', 'one job'],
  ['host', 'one host'],
  ['changes', 'nothing, but refuse changes (read-only)'],
] as const;

export type StopScope = (typeof SCOPES)[number][0];

/** They reach into all workspaces: only the default one may choose them. */
const WIDE: readonly StopScope[] = ['everything', 'changes'];

export function scopesFor(managesAll: boolean): readonly (typeof SCOPES)[number][] {
  return SCOPES.filter(([scope]) => managesAll || !WIDE.includes(scope));
}

export interface StopDraft {
  readonly scope: StopScope;
  /** The tag or the host. */
  readonly name: string;
  /** Of the one job; empty: none is picked yet. */
  readonly jobId: string;
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
  jobId: '',
  reason: '',
  endsRuns: false,
  isSilent: false,
  typed: '',
};

/** Who lifts a hold, where the caller may not; null: the caller may. */
export function whoLifts(
  scope: StopScope,
  { mayStop, managesAll }: { readonly mayStop: boolean; readonly managesAll: boolean },
): string | null {
  if (!managesAll && WIDE.includes(scope)) return 'The default workspace lifts it.';
  return mayStop ? null : 'An operator lifts it.';
}

/** The widest that may be chosen is shown first. */
export function firstDraft(managesAll: boolean): StopDraft {
  return managesAll ? NO_STOP : { ...NO_STOP, scope: 'workspace' };
}

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
  if (scope === 'job' && draft.jobId === '') return null;
  if (scope === 'everything' && typed.trim().toUpperCase() !== STOP_WORD) return null;
  return {
    scope: toScope(draft, name),
    reason: reason.trim(),
    kind: endsRuns && scope !== 'changes' ? 'stop' : 'hold',
    silence: isSilent && maySilence(draft),
  };
}

function toScope({ scope: kind, jobId }: StopDraft, name: string): HoldInput['scope'] {
  switch (kind) {
    case 'tag':
      return { kind, tag: name };
    case 'job':
      return { kind, jobId };
    case 'host':
      return { kind, host: name };
    case 'everything':
    case 'workspace':
    case 'changes':
      return { kind };
  }
}
