// Creates, changes and removes alert rules. A rule that is edited tells from then on; one that goes ends its incidents.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import {
  type AlertRule,
  type AlertRuleInput,
  type AlertRuleStore,
  type AlertScope,
  MAX_RULES,
} from '../rule/alert-rule.ts';
import { newAlertRuleId } from '../rule/alert-rule-id.ts';
import type { AlertStateStore } from '../rule/alert-store.ts';
import { alertRuleFaults } from '../rule/check-rule.ts';
import type { AlertRulePatch } from '../rule/schema.ts';
import type { ChannelStore } from '../channel/channel.ts';
import { WebloomError } from '../../system/errors.ts';
import type { Fault } from '../../system/fault.ts';
import type { IncidentStore } from '../incident/incident.ts';
import { untold } from '../incident/telling.ts';
import type { JobStore } from '../../job/job-store.ts';
import { normalTag } from '../../config/tags.ts';
import type { ControlPorts } from '../../job/control-ports.ts';

export interface RulePorts extends Pick<ControlPorts, 'clock' | 'ids'> {
  readonly alertRules: AlertRuleStore;
  readonly alertStates: Pick<AlertStateStore, 'forget'>;
  readonly incidents: Pick<IncidentStore, 'list' | 'replace'>;
  readonly jobs: Pick<JobStore, 'existing'>;
  readonly channels: Pick<ChannelStore, 'list'>;
}

/** Of what a rule leaves behind, this much goes at a time. */
const BATCH = 500;

export async function createAlertRule(
  ports: RulePorts,
  workspaceId: string,
  input: AlertRuleInput,
): Promise<AlertRule> {
  const others = await ports.alertRules.list(workspaceId);
  if (others.length >= MAX_RULES)
    throw new WebloomError(
      'validation',
      `A workspace has ${MAX_RULES} alert rules at most. Remove one first.`,
    );
  const now = ports.clock.now();
  const checked = await checkAlertRule(ports, workspaceId, input);
  const _id = newAlertRuleId(ports.ids.ulid());
  const rule = { ...checked, _id, workspaceId, version: 1, createdAt: now, updatedAt: now };
  await ports.alertRules.insert(rule);
  return rule;
}

/** The input in its normal form; throws with all its faults. */
export async function checkAlertRule(
  ports: Pick<RulePorts, 'jobs' | 'channels'>,
  workspaceId: string,
  input: AlertRuleInput,
): Promise<AlertRuleInput> {
  refuse([...alertRuleFaults(input), ...(await unknownFaults(ports, workspaceId, input))]);
  return toNormal(input);
}

function toNormal<Rule extends AlertRuleInput>(rule: Rule): Rule {
  const { scope } = rule;
  return scope.kind === 'tag' ? { ...rule, scope: { kind: 'tag', tag: normalTag(scope.tag) } } : rule;
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new WebloomError('validation', 'The alert rule is not valid.', { facts: { errors: faults } });
}

/** What a rule, or a change of one, names. */
interface Named {
  readonly when?: AlertRuleInput['when'] | undefined;
  readonly scope?: AlertScope | undefined;
  readonly channels?: AlertRuleInput['channels'] | undefined;
  readonly steps?: AlertRuleInput['steps'];
}

/** What is given and what the workspace does not have: a job, channels, the health of the installation. */
async function unknownFaults(
  { jobs, channels }: Pick<RulePorts, 'jobs' | 'channels'>,
  workspaceId: string,
  { when, scope, channels: given = 'all', steps = [] }: Named,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  if (when?.kind === 'health' && workspaceId !== DEFAULT_WORKSPACE)
    faults.push({
      pointer: '/when/kind',
      code: 'operator-only',
      detail:
        'Health is of the whole installation: rules about it belong to the default workspace. Take "host-blocked" for hosts of your jobs.',
    });
  if (scope?.kind === 'job' && !(await jobs.existing([scope.jobId], workspaceId)).has(scope.jobId))
    faults.push({ pointer: '/scope/jobId', code: 'unknown-job', detail: `There is no job ${scope.jobId}.` });
  const lists = [
    { place: '/channels', ids: given },
    ...steps.map((step, index) => ({
      place: `/steps/${index}/channels`,
      ids: 'channels' in step ? step.channels : ('all' as const),
    })),
  ];
  if (lists.every(({ ids }) => ids === 'all' || ids.length === 0)) return faults;
  const known = new Set((await channels.list(workspaceId)).map(({ _id }) => _id));
  const unknown = lists.flatMap(({ place, ids }) =>
    (ids === 'all' ? [] : ids).flatMap((id, index) =>
      known.has(id) ? [] : [unknownChannel(id, `${place}/${index}`)],
    ),
  );
  return [...faults, ...unknown];
}

function unknownChannel(id: string, pointer: string): Fault {
  const detail = `There is no channel ${id}. Give ids of channels, or "all".`;
  return { pointer, code: 'unknown-channel', detail };
}

export async function changeAlertRule(
  ports: RulePorts,
  present: AlertRule,
  { remindMinutes, quietHours, steps, ...patch }: AlertRulePatch,
): Promise<AlertRule> {
  const { remindMinutes: reminds, quietHours: quiet, steps: escalates, ...rest } = present;
  const reminding = remindMinutes === undefined ? reminds : remindMinutes;
  const quieting = quietHours === undefined ? quiet : quietHours;
  const escalating = steps === undefined ? escalates : steps;
  const merged = {
    ...rest,
    ...defined(patch),
    ...(reminding === undefined || reminding === null ? {} : { remindMinutes: reminding }),
    ...(quieting === undefined || quieting === null ? {} : { quietHours: quieting }),
    ...(escalating === undefined || escalating === null ? {} : { steps: escalating }),
  };
  // What the rule named before may be removed by now: that does not hold up a change of something else.
  refuse([
    ...alertRuleFaults(merged),
    ...(await unknownFaults(ports, present.workspaceId, { ...patch, steps: steps ?? undefined })),
  ]);
  const rule: AlertRule = {
    ...toNormal(merged),
    version: present.version + 1,
    updatedAt: ports.clock.now(),
  };
  if (!(await ports.alertRules.replace(rule, present.version)))
    throw new WebloomError(
      'conflict',
      `Somebody else changed ${present._id}; read it again, and try again.`,
      {
        facts: { ruleId: present._id },
      },
    );
  if (!rule.enabled) await endIncidents(ports, rule);
  return rule;
}

function defined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return parseDefined(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)));
}

function parseDefined<T>(members: object): T {
  return members as T;
}

export async function removeAlertRule(ports: RulePorts, rule: AlertRule): Promise<void> {
  await ports.alertRules.remove(rule.workspaceId, rule._id);
  await endIncidents(ports, rule);
  while ((await ports.alertStates.forget(rule._id, BATCH)) === BATCH);
}

/** Nobody will be told of their end. The sweep ends what this leaves. */
async function endIncidents({ incidents, clock }: RulePorts, rule: AlertRule): Promise<void> {
  const states = ['open', 'acknowledged', 'snoozed'] as const;
  const open = await incidents.list({
    workspaceId: rule.workspaceId,
    ruleId: rule._id,
    states,
    limit: BATCH,
  });
  for (const incident of open) await incidents.replace(untold(incident, clock.now()), incident.v);
}
