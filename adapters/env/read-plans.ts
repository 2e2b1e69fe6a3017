// Reads the operator's file of plans once, at start: a process with a file that is not valid does not start.
import { readFileSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';
import { BUILT_IN_PLANS, type PlanBook } from '../../domain/job/limit/plan.ts';
import { parsePlans } from '../../domain/job/limit/schema.ts';
import type { Config } from './config.ts';
import { settingsInvalid } from './setting-name.ts';

export function readPlans({ plansFile, defaultPlan }: Pick<Config, 'plansFile' | 'defaultPlan'>): PlanBook {
  const plans = plansFile === null ? BUILT_IN_PLANS : parsePlans(read(plansFile), plansFile);
  if (Object.hasOwn(plans, defaultPlan)) return { plans, ofNewWorkspaces: defaultPlan };
  const known = Object.keys(plans).join(', ');
  throw settingsInvalid([
    { name: 'WEBLOOM_DEFAULT_PLAN', detail: `must be one of the plans: ${known}`, instead: 'free' },
  ]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `The file of plans ${file} (WEBLOOM_PLANS_FILE) can not be read: ${cause instanceof Error ? cause.message : String(cause)}. Name a file that is there, or leave the setting out.`;
    throw new WebloomError('configuration-invalid', message, { facts: { file }, cause });
  }
}
