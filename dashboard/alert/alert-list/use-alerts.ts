// Incidents, their verbs, and alert rules, as the API has them.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RuleInput, RuleView, TriedView } from '../../../api/schemas/alert/alert-rule.ts';
import { looksAtJobs } from '../../../domain/alert/rule/rule-subject.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { tell } from '../../ui/toast.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { rulePatchBetween, toInput } from './rule-input.ts';

export type IncidentVerb = 'acknowledge' | 'snooze' | 'resolve';

const SNOOZE_MINUTES = 60;
const DONE: Readonly<Record<IncidentVerb, string>> = {
  acknowledge: 'acknowledged',
  snooze: 'silent for an hour',
  resolve: 'resolved',
};

export function useIncidentCounts() {
  return useAsk(['incidents', 'counts'], '/v1/incidents/counts');
}

/** Rules that are on and look at each job of the workspace. */
export function rulesOfAllJobs(rules: readonly RuleView[]): RuleView[] {
  return rules.filter(
    ({ enabled, scope, when }) => enabled && scope.kind === 'workspace' && looksAtJobs(when),
  );
}

export function useIncidentVerb() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ incidentId, verb }: { readonly incidentId: string; readonly verb: IncidentVerb }) =>
      ask(`/v1/incidents/${segment(incidentId)}/${verb}`, {
        method: 'POST',
        ...(verb === 'snooze' ? { body: { minutes: SNOOZE_MINUTES } } : {}),
      }),
    onSuccess: ({ title }, { verb }) => {
      tell(`${title}: ${DONE[verb]}.`);
      void queries.invalidateQueries({ queryKey: ['incidents'] });
    },
    onError: (error) => tell(error.message, { tone: 'refused' }),
  });
}

/** Of the workspace, or those that look at a job. */
export function useAlertRules(jobId?: string) {
  return useAsk(['alert-rules', jobId ?? null], '/v1/alert-rules', { query: { jobId } });
}

export function useChannels() {
  return useAsk(['channels'], '/v1/channels');
}

export function useRuleChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ ruleId, enabled }: { readonly ruleId: string; readonly enabled: boolean | null }) =>
      enabled === null
        ? ask(`/v1/alert-rules/${segment(ruleId)}`, { method: 'DELETE' })
        : ask(`/v1/alert-rules/${segment(ruleId)}`, { method: 'PATCH', body: { enabled } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['alert-rules'] }),
    onError: (error) => tell(error.message, { tone: 'refused' }),
  });
}

interface SavedRule {
  /** As it was read. */
  readonly before: RuleInput;
  readonly after: RuleInput;
}

/** Makes a rule, or sends what is different of one that is there. */
export function saveRule(rule: RuleView | undefined, { before, after }: SavedRule): Promise<RuleView> {
  if (rule === undefined) return ask('/v1/alert-rules', { method: 'POST', body: after });
  const body = rulePatchBetween(before, after);
  return ask(`/v1/alert-rules/${segment(rule.ruleId)}`, { method: 'PATCH', body });
}

/** What it would have told; it may have no name yet. */
export async function tryRule(draft: RuleDraft): Promise<TriedView> {
  const rule = await toInput(draft);
  const body = { rule: { ...rule, name: rule.name === '' ? 'Tried' : rule.name } };
  return ask('/v1/alert-rules/try', { method: 'POST', body });
}
