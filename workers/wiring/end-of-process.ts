// How a process ends: what it opened is closed in reverse, and what it could not go on after is one line of its
// log, never a trace of Node, in which an address with its password would stand in clear.
import { createLog } from '../../adapters/log/pino-log.ts';
import type { AgentRole } from '../../domain/system/agent/agent.ts';

export type Close = () => Promise<unknown> | void;

/**
 * Runs `work`, which adds to its argument what has to be closed, and closes that. A failure is logged before
 * anything is closed and makes the exit code 1; closing that takes longer than `closeWithinMs` as well.
 */
export async function runToItsEnd(
  role: AgentRole,
  closeWithinMs: number,
  work: (closing: Close[]) => Promise<void>,
): Promise<void> {
  const closing: Close[] = [];
  const worked = await succeeds(role, () => work(closing));
  const closed = await succeeds(role, () => closeAll(closing, closeWithinMs));
  if (!worked || !closed) process.exit(1);
}

async function succeeds(role: AgentRole, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    createLog(role).error({ err: error }, `The ${role} can not go on`);
    return false;
  }
}

async function closeAll(closing: readonly Close[], withinMs: number): Promise<void> {
  const deadline = setTimeout(() => process.exit(1), withinMs);
  for (const close of closing.toReversed()) await close();
  clearTimeout(deadline);
}
