// The form of the operator's file of plans, as in {"team": {"jobs": 100, "pagesPerMonth": null}}.
import { z } from 'zod';
import { faultsOf } from '../../system/fault.ts';
import { issueInWords } from '../../system/issue-words.ts';
import { WebloomError } from '../../system/errors.ts';
import { BUILT_IN_PLANS, LIMITS, type Limits, UNLIMITED } from './plan.ts';

const limit = z.int().min(1).nullable().optional();
const limits = z.strictObject({
  jobs: limit,
  hosts: limit,
  shortestIntervalMs: limit,
  concurrentRuns: limit,
  pagesPerRun: limit,
  pagesPerMonth: limit,
  deliveriesPerDay: limit,
  storedBytes: limit,
  retentionDays: limit,
} satisfies Record<(typeof LIMITS)[number], typeof limit>);

const NAME = /^[a-z][a-z0-9-]{0,39}$/;

const planName = z.string().regex(NAME, 'up to 40 of a-z, 0-9 and -, beginning with a letter');
const planFile = z.record(planName, limits);

/**
 * The plans of a file, and the built-in ones it does not name. A limit that is left out is that of the built-in plan of the
 * same name; in other plans it is no limit. Throws `configuration-invalid` with every fault.
 */
export function parsePlans(text: string, file: string): Readonly<Record<string, Limits>> {
  const read = planFile.safeParse(parseJson(text, file), { error: issueInWords });
  if (!read.success) {
    const faults = faultsOf(read.error.issues).map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
    throw invalid(file, `\n- ${faults.join('\n- ')}`);
  }
  const told = Object.entries(read.data).map(([name, given]): [string, Limits] => [
    name,
    { ...(builtIn(name) ?? BUILT_IN_PLANS[UNLIMITED]), ...withoutGaps(given) },
  ]);
  return { ...BUILT_IN_PLANS, ...Object.fromEntries(told) };
}

function builtIn(name: string): Limits | undefined {
  return Object.entries(BUILT_IN_PLANS).find(([known]) => known === name)?.[1];
}

function withoutGaps(given: z.infer<typeof limits>): Partial<Limits> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw invalid(file, ` it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

function invalid(file: string, why: string): WebloomError {
  return new WebloomError(
    'configuration-invalid',
    `The file of plans ${file} (WEBLOOM_PLANS_FILE) is not valid:${why}\nWrite it as {"team": {"jobs": 100, "pagesPerMonth": null}}; the limits are ${LIMITS.join(', ')}, each a whole number from 1 on, or null for none.`,
    { facts: { file } },
  );
}
