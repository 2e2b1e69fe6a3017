// Messages of a day: each counts once, before its first attempt. One that is over the limit waits until the day is over.
import { type LimitPorts, type Meter, reserve, planOf, settle } from './reserve.ts';
import type { LimitMet } from './limit-met.ts';
import { dayOf } from './period.ts';

export interface CountedMessage {
  readonly workspaceId: string;
  /** Of the delivery and its round: asked for again, it counts again. */
  readonly id: string;
  readonly at: Date;
}

function meterOf({ workspaceId, at }: CountedMessage): Meter {
  return { workspaceId, limit: 'deliveriesPerDay', period: dayOf(at) };
}

/** Null: it may be sent. A repeat after a cut-off holds no second one. */
export async function admitMessage(ports: LimitPorts, message: CountedMessage): Promise<LimitMet | null> {
  const plan = await planOf(ports, message.workspaceId);
  return (await reserve(ports, { ...meterOf(message), plan, holder: message.id, amount: 1 })).met;
}

/** `isTried`: its first attempt is written down, so it is used up, whatever came of it. */
export async function countMessage(
  ports: Pick<LimitPorts, 'usage'>,
  message: CountedMessage,
  isTried: boolean,
): Promise<void> {
  await settle(ports, meterOf(message), { holder: message.id, actual: isTried ? 1 : 0 });
}
