// Calls about telling and mending: rules and incidents, channels and what was sent to them, and what was given up.
import type {
  ChannelInput,
  ChannelPatchInput,
  ChannelView,
  ChannelWithKey,
  RotationInput,
} from '../schemas/alert/channel.ts';
import type { DeliveryDetailView, DeliveryView } from '../schemas/alert/delivery.ts';
import { emergencyCalls } from './emergency-calls.ts';
import { incidentCalls } from './incident-calls.ts';
import type { ListOf, Query } from './list-of.ts';
import { recoveryCalls } from './recovery-calls.ts';

export type { ChannelInput, ChannelView, DeliveryDetailView, DeliveryView };

type Json = <T>(path: string, asked?: { method?: string; query?: Query; body?: unknown }) => Promise<T>;

export function alertCalls(json: Json) {
  const channel = (id: string): string => `/v1/channels/${encodeURIComponent(id)}`;
  const delivery = (id: string): string => `/v1/deliveries/${encodeURIComponent(id)}`;
  return {
    ...incidentCalls(json),
    ...recoveryCalls(json),
    ...emergencyCalls(json),
    channels: () => json<{ items: ChannelView[] }>('/v1/channels'),
    createChannel: (body: ChannelInput) => json<ChannelWithKey>('/v1/channels', { method: 'POST', body }),
    changeChannel: (id: string, body: ChannelPatchInput) =>
      json<ChannelView>(channel(id), { method: 'PATCH', body }),
    removeChannel: (id: string) => json<null>(channel(id), { method: 'DELETE' }),
    testChannel: (id: string) => json<DeliveryView>(`${channel(id)}/test`, { method: 'POST' }),
    rotateChannelKey: (id: string, body: RotationInput) =>
      json<ChannelWithKey>(`${channel(id)}/rotate-key`, { method: 'POST', body }),
    deliveries: (query: Query = {}) => json<ListOf<DeliveryView>>('/v1/deliveries', { query }),
    delivery: (id: string) => json<DeliveryDetailView>(delivery(id)),
    redeliver: (id: string) => json<DeliveryDetailView>(`${delivery(id)}/redeliver`, { method: 'POST' }),
  };
}
