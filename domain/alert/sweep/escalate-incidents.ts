// Does the steps of incidents that nobody acknowledges. What a step does may be repeated, its message and its audit entry
// have ids that follow from incident and step, and then it is noted: cut off anywhere, the next turn does it again, which
// changes nothing.
import type { AlertRule } from '../rule/alert-rule.ts';
import { afterEscalation, dueEscalation, escalationMessage } from '../incident/escalate.ts';
import type { Incident } from '../incident/incident.ts';
import type { AlertPorts } from './alert-ports.ts';
import { maintenanceOf } from './defer-in-maintenance.ts';
import { sendAlert } from './send-alert.ts';

/** Returns how many steps were looked at. */
export async function escalateIncidents(ports: AlertPorts, limit: number): Promise<number> {
  const due = await ports.incidents.stepsDue(ports.clock.now(), limit);
  for (const incident of due) await escalate(ports, incident);
  return due.length;
}

async function escalate(ports: AlertPorts, incident: Incident): Promise<void> {
  const rule = await ports.alertRules.get(incident.ruleId);
  const due = rule?.enabled === true ? dueEscalation(incident, rule) : null;
  const { stepAt: _never, ...rest } = incident;
  if (rule === null || due === null) {
    await ports.incidents.replace(rest, incident.v);
    return;
  }
  const covering = await maintenanceOf(ports, incident);
  if (covering !== null) {
    await ports.incidents.replace({ ...incident, stepAt: covering.until }, incident.v);
    return;
  }
  // Somebody may have acknowledged it since it was read; nothing is paused then.
  if ((await ports.incidents.get(incident._id))?.v !== incident.v) return;
  const { step } = due;
  const outcome = 'action' in step ? await ports.act(step.action, { incident, rule, ...due }) : null;
  const channels: AlertRule['channels'] = 'action' in step ? rule.channels : step.channels;
  await sendAlert(ports, rule, escalationMessage(incident, due, outcome), channels);
  const after = afterEscalation(incident, due, { at: ports.clock.now(), rule, outcome });
  await ports.incidents.replace(after, incident.v);
}
