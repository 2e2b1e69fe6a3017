// Waits until a service answers a real request; gives up early on a start that cannot succeed.
import { setTimeout as delay } from 'node:timers/promises';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { messageOf } from '../message-of.ts';
import { lastWords } from '../process/last-words.ts';
import { givenAddress, type Env, type ServiceDefinition, type ServiceOrigin } from './service.ts';
import type { Supervisor } from '../process/supervisor.ts';
import { whySilent } from './why-silent.ts';
import { OWN_COMMAND } from '../build-root.ts';

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

/** Makes the settings that a ready service needs; one that answers may still be too busy for them. */
export async function prepareReady(
  { definition, address, env }: Omit<ReadinessWait, 'supervisors'>,
  origin: ServiceOrigin,
  log: (line: string) => void,
): Promise<void> {
  const deadline = performance.now() + definition.readyWithinMs;
  for (;;) {
    try {
      return await definition.prepare?.(address, origin, { env, log });
    } catch (error) {
      if (isWebloomError(error)) throw error;
      if (performance.now() > deadline) throw notPrepared(definition, address, error);
      await delay(POLL_MS * 5);
    }
  }
}

function notPrepared({ label, name }: ServiceDefinition, address: string, cause: unknown): WebloomError {
  const remedy = 'Is the machine overloaded? Try again when it has less to do.';
  return new WebloomError(
    'dependency-unavailable',
    `${label} answers at ${address}, but does not take its settings: ${messageOf(cause)}. ${remedy}`,
    { cause, facts: { service: name, remedy } },
  );
}

function notReady(wait: ReadinessWait, cause: Error): WebloomError {
  const { definition, supervisors, env } = wait;
  const facts = { service: definition.name };
  if (supervisors.length > 0) return privateNotReady(definition, supervisors, cause);
  const variable = givenAddress(definition, env)?.variable;
  const { reason, remedy } = whySilent(cause, variable);
  const message = `${definition.label} does not answer at the address in ${variable ?? 'use'}: ${reason}.`;
  return new WebloomError('dependency-unavailable', `${message} ${remedy}`, {
    cause,
    facts: { ...facts, remedy },
  });
}

function privateNotReady(
  { label, name, readyWithinMs }: ServiceDefinition,
  supervisors: readonly Supervisor[],
  cause: Error,
): WebloomError {
  const lines = supervisors.flatMap((each) => each.lastLines());
  const words = lastWords(lines) || `no answer within ${readyWithinMs / 1_000} s (${messageOf(cause)})`;
  const isLoss = lines.some((line) => line.includes('--accept-loss'));
  const logs = supervisors.flatMap(({ logFile }) => logFile ?? []).join(' and ');
  const remedy = isLoss
    ? `To go on without what is missing: ${OWN_COMMAND} up --accept-loss`
    : `More is in ${logs}`;
  return new WebloomError('dependency-unavailable', `The private ${label} does not start: ${words}`, {
    cause,
    facts: { title: `${label} does not start`, service: name, remedy },
  });
}
