// One turn of the alert sweep: judges what no rule has judged yet, changes before the ends of their runs, then tells what
// is due, and does what follows where nobody is at it. Every step may be repeated.
import { type AlertPorts, AlertTurn } from './alert-ports.ts';
import { escalateIncidents } from './escalate-incidents.ts';
import { judgeChanges } from './judge-changes.ts';
import { judgePrices } from './judge-prices.ts';
import { judgeRuns } from './judge-runs.ts';
import { tellIncidents } from './tell-incidents.ts';

const BATCH = 500;

export interface SweepCounts {
  readonly judged: number;
  readonly told: number;
}

export async function sweepAlerts(
  ports: AlertPorts,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<SweepCounts> {
  const turn = new AlertTurn(ports);
  const judge = (one: typeof judgeChanges): Promise<number> => drain(mayGoOn, () => one(ports, turn, BATCH));
  const changes = await judge(judgeChanges);
  const prices = await judge(judgePrices);
  const runs = await judgeRuns(ports, turn, BATCH);
  const told = await drain(mayGoOn, () => tellIncidents(ports, BATCH));
  await drain(mayGoOn, () => escalateIncidents(ports, BATCH));
  return { judged: changes + prices + runs, told };
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
