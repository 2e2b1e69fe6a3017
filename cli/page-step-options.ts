// Steps in a browser as they are typed: one by one, or a list as JSON from a file. Secrets and scripts may come from files of their own.
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { PAGE_STEP_EXAMPLES, parsePageStep } from '../domain/config/page-step/page-step-text.ts';
import { typedSecret } from './job/typed-secret.ts';
import { isMembers } from '../domain/system/differing-members.ts';
import { WebloomError } from '../domain/system/errors.ts';
import { collect } from './change-options.ts';

export interface PageStepOptions {
  readonly step?: readonly string[];
  readonly stepFile?: string;
}

export function addPageStepOptions(command: Command): void {
  command
    .option(
      '--step <step>',
      `open pages in a browser, and do this on each: ${PAGE_STEP_EXAMPLES}; may be repeated`,
      collect,
    )
    .option(
      '--step-file <file>',
      'the steps from a file: their list as JSON, in place of those that are there',
    );
}

interface Around {
  /** The steps that are there already. */
  readonly present?: readonly unknown[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Those of the file take the place of the present ones; those that are typed come after them. Undefined: none were asked for. */
export function toPageSteps(
  { step = [], stepFile }: PageStepOptions,
  { present = [], env }: Around,
): unknown[] | undefined {
  if (step.length === 0 && stepFile === undefined) return undefined;
  const before = stepFile === undefined ? present : readList(stepFile).map((one) => withSecret(one, env));
  return [...before, ...step.map((text) => withScript(withSecret(parsePageStep(text), env)))];
}

function readList(file: string): readonly unknown[] {
  let list: unknown;
  try {
    list = JSON.parse(readText(file)) as unknown;
  } catch (cause) {
    if (cause instanceof WebloomError) throw cause;
    throw new WebloomError('validation', `The file ${file} is no JSON.`, { cause });
  }
  if (Array.isArray(list)) return list;
  throw new WebloomError(
    'validation',
    `The file ${file} holds no list of steps: begin it with [ and end it with ].`,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WebloomError('validation', `The file ${file} can not be read.`, { cause });
  }
}

/** A secret on a command line is in the history of the shell: `@file` and `$NAME` of the environment keep it out of it. */
function withSecret(step: unknown, env: Around['env']): unknown {
  if (!isMembers(step) || step['do'] !== 'fill' || step['secret'] !== true) return step;
  const { value } = step;
  return typeof value === 'string' ? { ...step, value: typedSecret(value, 'a step', env) } : step;
}

function withScript(step: unknown): unknown {
  if (!isMembers(step) || step['do'] !== 'script') return step;
  const { script } = step;
  return typeof script === 'string' && script.startsWith('@')
    ? { ...step, script: readText(script.slice(1)) }
    : step;
}
