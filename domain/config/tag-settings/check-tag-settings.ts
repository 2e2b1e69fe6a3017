// Finds all faults of the settings of a tag that do not depend on the job: form, schedule, selectors, rules, secrets. What else a job
// says decides whether they fit it, so each job is checked again with them.
import { type Fault, toPointer } from '../../system/fault.ts';
import { type Members, isMembers } from '../../system/differing-members.ts';
import { isSecretStep } from '../page-step/step-secrets.ts';
import { type CheckContext, checkJob } from '../check-job.ts';
import { isSecretHeader } from '../secret-headers.ts';
import type { JobConfig } from '../schema.ts';
import { membersIn, onlyMembers } from './config-members.ts';

/** They say which job it is, not how jobs of a kind are set. */
const OF_ONE_JOB: readonly string[] = ['source', 'link', 'dependents'];

export type TagSettingsCheck =
  | { readonly valid: true; readonly settings: Members; readonly config: JobConfig }
  | { readonly valid: false; readonly faults: readonly Fault[] };

/** Stands for the address of any job; whether pages may be fetched from there says nothing of the settings. */
const SOME_SOURCE = { kind: 'pages', urls: ['https://example.com/'] };
const SOME_POLICY = { allowHosts: [], ports: [443] };

/** Pointers lead into the settings. A member that is null says nothing, and is left out. */
export function checkTagSettings(
  given: Members,
  context: Pick<CheckContext, 'allowsScripts' | 'now'>,
): TagSettingsCheck {
  const alien = OF_ONE_JOB.filter((name) => name in given).map(ofOneJob);
  const settings = withoutNulls(
    Object.fromEntries(Object.entries(given).filter(([name]) => !OF_ONE_JOB.includes(name))),
  );
  const input = { config: { ...settings, source: SOME_SOURCE } };
  const check = checkJob(input, { ...context, policy: SOME_POLICY, jobId: 'job_of_a_tag' });
  const faults = [...alien, ...(check.ok ? secretFaults(check.job.config) : check.faults.map(inSettings))];
  if (!check.ok || faults.length > 0) return { valid: false, faults };
  const { config } = check.job;
  // In the form that is stored, with what a schema makes of a text, but without the defaults.
  return { valid: true, settings: onlyMembers({ ...config }, membersIn(settings)), config };
}

function ofOneJob(name: string): Fault {
  const detail = `"${name}" belongs to one job: give it there.`;
  return { pointer: toPointer([name]), code: 'of-one-job', detail };
}

function inSettings(fault: Fault): Fault {
  return { ...fault, pointer: fault.pointer.replace(/^\/config/, '') };
}

function withoutNulls(settings: Members): Members {
  const entries = Object.entries(settings).flatMap(([name, value]) => {
    if (value === null) return [];
    return [[name, isMembers(value) ? withoutNulls(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Everybody who may put a tag on a job would have them sent to hosts of their own. */
function secretFaults({ fetch: { headers, steps = [] } }: JobConfig): Fault[] {
  const fault = (path: readonly PropertyKey[], what: string): Fault => ({
    pointer: toPointer(['fetch', ...path]),
    code: 'secret-in-tag',
    detail: `${what} is a secret, and settings of a tag have none: give it to the jobs, or name a login (fetch.login).`,
  });
  return [
    ...headers.flatMap((header, at) =>
      isSecretHeader(header) ? [fault(['headers', at], `The header "${header.name}"`)] : [],
    ),
    ...steps.flatMap((step, at) =>
      isSecretStep(step) ? [fault(['steps', at], 'What this step fills in')] : [],
    ),
  ];
}
