// Questions to services, each with a deadline: what is frozen must hold up nobody.
import { isWebloomError } from '../../domain/system/errors.ts';
import type { Answer } from '../../domain/health/answer.ts';
import type { ServiceState } from '../../domain/health/queue/queue-book.ts';

const ANSWER_MS = 3_000;

/** What is known of a service before it was asked for the first time. */
export const NOTHING = { fault: 'It was not asked yet.', last: null } as const;

export function follow<Look>(
  before: ServiceState<Look>,
  answer: Answer<Look>,
  now: number,
): ServiceState<Look> {
  if (!answer.ok) return { fault: answer.fault, last: before.last };
  return { fault: null, last: { look: answer.value, at: now } };
}

export async function ask<Value>(what: string, work: Promise<Value>): Promise<Answer<Value>> {
  const startedAt = performance.now();
  const latencyMs = (): number => Math.round((performance.now() - startedAt) * 10) / 10;
  try {
    const value = await inTime(
      work,
      `${what} does not answer within ${ANSWER_MS} ms: it is frozen, overloaded or can not be reached.`,
    );
    return { ok: true, value, latencyMs: latencyMs() };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    const isAlarm = isWebloomError(error) && typeof error.facts['alarm'] === 'string';
    return { ok: false, fault, isAlarm, latencyMs: latencyMs() };
  }
}

export async function inTime<Value>(work: Promise<Value>, late: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(late)), ANSWER_MS);
  });
  // It may still fail after its time; nobody waits for it any more.
  work.catch(() => undefined);
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
