// Waits until a service answers a real request; gives up early on a start that cannot succeed.
import { setTimeout as delay } from 'node:timers/promises';
import { WebloomError } from '../../../domain/errors.ts';
import { givenAddress, type Env, type ServiceDefinition } from './service.ts';
import type { Supervisor } from '../process/supervisor.ts';

const POLL_MS = 100;
/** A service that another program runs answers soon or does not exist. */
const ELSEWHERE_WITHIN_MS = 10_000;
const MAX_CRASHES = 3;

export interface ReadinessWait {
  readonly definition: ServiceDefinition;
  readonly address: string;
  readonly env: Env;
  /** Supervisors of a private service; empty if another program runs the service. */
  readonly supervisors: readonly Supervisor[];
}

export async function waitUntilReady(wait: ReadinessWait): Promise<void> {
  const isPrivate = wait.supervisors.length > 0;
  const withinMs = isPrivate ? wait.definition.readyWithinMs : ELSEWHERE_WITHIN_MS;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const failure = await probeFailure(wait);
    if (failure === undefined) return;
    const hopeless = wait.supervisors.some(
      ({ restarts, state }) => restarts >= MAX_CRASHES || state === 'stopped' || state === 'stopping',
    );
    if (hopeless || performance.now() > deadline) throw notReady(wait, failure);
    await delay(POLL_MS);
  }
}

/** Whether the service answers before `isStill` returns false. */
export async function answersWhile(
  wait: Omit<ReadinessWait, 'supervisors'>,
  isStill: () => boolean,
): Promise<boolean> {
  while (isStill()) {
    if ((await probeFailure(wait)) === undefined) return isStill();
    await delay(POLL_MS * 5);
  }
  return false;
}

async function probeFailure({
  definition,
  address,
  env,
}: Omit<ReadinessWait, 'supervisors'>): Promise<Error | undefined> {
  try {
    await definition.probe(address, env);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notReady(wait: ReadinessWait, cause: Error): WebloomError {
  const { definition, supervisors, env } = wait;
  const variable = givenAddress(definition, env)?.variable;
  const lines = supervisors.flatMap((each) => each.lastLines()).map((line) => `\n  ${line}`);
  const isLoss = supervisors.some((each) => each.lastLines().some((line) => line.includes('--accept-loss')));
  const remedy = isLoss ? '\nTo go on without what is missing: ./webloom up --accept-loss' : '';
  const what =
    supervisors.length > 0
      ? `The private ${definition.label} does not start. Its last lines:${lines.join('')}${remedy}`
      : `${definition.label} does not answer at the address in ${variable ?? 'use'}: ${cause.message}. ` +
        `Start it there, or unset ${variable ?? 'the address'} to get a private one.`;
  return new WebloomError('dependency-unavailable', what, { cause, facts: { service: definition.name } });
}
