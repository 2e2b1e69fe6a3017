// Calls about telling and mending: rules and incidents, channels and what was sent to them, and what was given up.
import type {
  ChannelInput,
  ChannelPatchInput,
  ChannelView,
  RotationInput,
} from '../schemas/alert/channel.ts';
import type { DeliveryDetailView, DeliveryView } from '../schemas/alert/delivery.ts';
import { emergencyCalls } from './emergency-calls.ts';
import { incidentCalls } from './incident-calls.ts';
import type { Query } from './list-of.ts';
import { recoveryCalls } from './recovery-calls.ts';
import { type Ask, segment } from './ask.ts';

export type { ChannelInput, ChannelView, DeliveryDetailView, DeliveryView };

export function alertCalls(json: Ask) {
  const channel = (id: string) => `/v1/channels/${segment(id)}` as const;
  const delivery = (id: string) => `/v1/deliveries/${segment(id)}` as const;
  return {
    ...incidentCalls(json),
    ...recoveryCalls(json),
    ...emergencyCalls(json),
    channels: () => json('/v1/channels'),
    createChannel: (body: ChannelInput) => json('/v1/channels', { method: 'POST', body }),
    changeChannel: (id: string, body: ChannelPatchInput) => json(channel(id), { method: 'PATCH', body }),
    removeChannel: (id: string) => json(channel(id), { method: 'DELETE' }),
    testChannel: (id: string) => json(`${channel(id)}/test`, { method: 'POST' }),
    rotateChannelKey: (id: string, body: RotationInput) =>
      json(`${channel(id)}/rotate-key`, { method: 'POST', body }),
    deliveries: (query: Query = {}) => json('/v1/deliveries', { query }),
    delivery: (id: string) => json(delivery(id)),
    redeliver: (id: string) => json(`${delivery(id)}/redeliver`, { method: 'POST' }),
  };
}
