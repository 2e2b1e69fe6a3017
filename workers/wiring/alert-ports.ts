// Builds the ports of the alert sweep from what a process has opened. A message goes to the channels its rule names, or to
// all that the workspace has and that are on.
import type { AlertPorts } from '../../domain/control/alert/alert-ports.ts';
import { sendMessage } from '../../domain/control/send-message.ts';
import type { Foundation } from './foundation.ts';

export function toAlertPorts(foundation: Foundation): AlertPorts {
  const { mongo, engine, eventBroker, clock, ids, hasher, log } = foundation;
  const { alertRules, alertMarks, alertStates, incidents, jobs, runs, failures, history, events } = mongo;
  const { channels, deliveries } = mongo;
  const sending = { deliveries, deliveryEngine: engine, clock, hasher };
  return {
    alertRules,
    alertMarks,
    alertStates,
    incidents,
    jobs,
    runs,
    failures,
    history,
    events,
    eventBroker,
    clock,
    ids,
    hasher,
    log,
    async send(message, wanted) {
      const all = wanted === 'all' ? await channels.list(message.workspaceId) : [];
      const named = wanted === 'all' ? all.filter(({ off }) => off === null).map(({ _id }) => _id) : wanted;
      await sendMessage(sending, message, named);
    },
  };
}
