// What follows while nobody acknowledges an incident: step after step, others are told, or something is done.

export const ESCALATION_ACTIONS = ['pause-job', 'pause-host'] as const;
export type EscalationAction = (typeof ESCALATION_ACTIONS)[number];

/** `afterMinutes`: after the incident was told first. */
export type EscalationStep =
  | { readonly afterMinutes: number; readonly channels: 'all' | readonly string[] }
  | { readonly afterMinutes: number; readonly action: EscalationAction };

export const MAX_ESCALATIONS = 5;

const ACTIONS: Readonly<Record<EscalationAction, string>> = {
  'pause-job': 'pause the job',
  'pause-host': 'pause its host',
};

export function escalationWords(step: EscalationStep): string {
  const what = 'action' in step ? ACTIONS[step.action] : `tell ${channelWords(step.channels)}`;
  return `after ${step.afterMinutes} min ${what}`;
}

function channelWords(channels: 'all' | readonly string[]): string {
  if (channels === 'all') return 'all channels';
  return channels.length === 1 ? 'another channel' : `${channels.length} channels`;
}
