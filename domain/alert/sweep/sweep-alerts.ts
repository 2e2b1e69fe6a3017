// One turn of the alert sweep: judges what no rule has judged yet, changes before the ends of their runs, then tells what
// is due, and does what follows where nobody is at it. Every step may be repeated.
import { type AlertPorts, AlertTurn } from './alert-ports.ts';
import { escalateIncidents } from './escalate-incidents.ts';
import { judgeChanges } from './judge-changes.ts';
import { judgePrices } from './judge-prices.ts';
import { judgeRuns } from './judge-runs.ts';
import { tellIncidents } from './tell-incidents.ts';

const BATCH = 500;

export interface Swept {
  readonly judged: number;
  readonly told: number;
  /** When something is to be told, or a step to be done, without anything new. Null: nothing waits. */
  readonly nextAt: Date | null;
}

export async function sweepAlerts(
  ports: AlertPorts,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<Swept> {
  const turn = new AlertTurn(ports);
  const judge = (one: typeof judgeChanges): Promise<number> => drain(mayGoOn, () => one(ports, turn, BATCH));
  const changes = await judge(judgeChanges);
  const prices = await judge(judgePrices);
  const runs = await judgeRuns(ports, turn, BATCH);
  const judged = changes + prices + runs;
  const now = ports.clock.now();
  // What was judged is mostly due at once.
  const nextAt = judged > 0 ? now : await earliestDue(ports);
  if (nextAt === null || nextAt > now) return { judged, told: 0, nextAt };
  const told = await drain(mayGoOn, () => tellIncidents(ports, BATCH));
  await drain(mayGoOn, () => escalateIncidents(ports, BATCH));
  // What was told may be followed by a reminder or a step: the next turn finds when.
  return { judged, told, nextAt: now };
}

async function earliestDue({ incidents }: Pick<AlertPorts, 'incidents'>): Promise<Date | null> {
  const { tellAt, stepAt } = await incidents.nextDue();
  if (tellAt === null || stepAt === null) return tellAt ?? stepAt;
  return tellAt < stepAt ? tellAt : stepAt;
}

/** Until a batch is not full. */
async function drain(mayGoOn: () => Promise<boolean>, work: () => Promise<number>): Promise<number> {
  let done = 0;
  while (await mayGoOn()) {
    const some = await work();
    done += some;
    if (some < BATCH) break;
  }
  return done;
}
