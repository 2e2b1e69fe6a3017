// Builds the ports of the alert sweep, and of the sentences of a language model, from what a process has opened. A message goes to the channels its rule names, or to
// all that the workspace has and that are on.
import { createChatModel } from '../../adapters/model/chat-model.ts';
import { secretSource } from '../../adapters/clock/ids.ts';
import type { AlertRule } from '../../domain/alert/rule/alert-rule.ts';
import type { ChannelStore } from '../../domain/alert/channel/channel.ts';
import { deliveryId } from '../../domain/alert/delivery/delivery-id.ts';
import type { SummaryPorts } from '../../domain/alert/model-summary/write-summaries.ts';
import { actOnIncident } from '../../domain/alert/sweep/act-on-incident.ts';
import type { AlertPorts } from '../../domain/alert/sweep/alert-ports.ts';
import { sendMessage } from '../../domain/alert/delivery/send-message.ts';
import { toControlPorts } from './control-ports.ts';
import type { Foundation } from './foundation.ts';

export function toAlertPorts(foundation: Foundation): AlertPorts {
  const { config, mongo, engine, eventBroker, clock, ids, hasher, log } = foundation;
  const { alertRules, alertMarks, alertStates, incidents, jobs, runs, failures, history, events, hosts } =
    mongo;
  const { channels, deliveries, health, overview, maintenance, summaries } = mongo;
  const sending = { deliveries, deliveryEngine: engine, clock, hasher };
  const acting = { ...toControlPorts(foundation), hosts, overview, audit: mongo.audit };
  return {
    alertRules,
    alertMarks,
    alertStates,
    incidents,
    jobs,
    runs,
    failures,
    history,
    hosts,
    overview,
    maintenance,
    summaries,
    hasModel: config.model !== null,
    health,
    events,
    eventBroker,
    clock,
    ids,
    hasher,
    log,
    act: (action, target) => actOnIncident(acting, action, target),
    async send(message, wanted) {
      await sendMessage(sending, message, await channelIds(channels, message.workspaceId, wanted));
    },
    async wasSent(message, wanted) {
      for (const id of await channelIds(channels, message.workspaceId, wanted))
        if ((await deliveries.get(deliveryId(message, id, hasher))) !== null) return true;
      return false;
    },
  };
}

async function channelIds(
  channels: Pick<ChannelStore, 'list'>,
  workspaceId: string,
  wanted: AlertRule['channels'],
): Promise<readonly string[]> {
  if (wanted !== 'all') return wanted;
  return (await channels.list(workspaceId)).filter(({ off }) => off === null).map(({ _id }) => _id);
}

/** Null: the installation has no model. `ending`: the process ends, and waits for no answer. */
export function openSummaries(foundation: Foundation, ending: AbortSignal): SummaryPorts | null {
  const { config, mongo, clock, eventBroker, ids, hasher, log } = foundation;
  if (config.model === null) return null;
  const model = createChatModel(config.model);
  foundation.onClose(() => model.close());
  const { summaries, incidents, usage, events } = mongo;
  return {
    events,
    eventBroker,
    ids,
    hasher,
    log,
    summaries,
    incidents,
    usage,
    clock,
    model,
    secretSource,
    ending,
    within: (ms) => AbortSignal.any([ending, AbortSignal.timeout(ms)]),
  };
}
