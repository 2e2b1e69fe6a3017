// Deliveries as the API shows them, with the name of their channel.
import type { Channel } from '../../../domain/alert/channel/channel.ts';
import type { Delivery } from '../../../domain/alert/delivery/delivery.ts';
import type { DeliveryDetailView, DeliveryView } from '../../schemas/alert/delivery.ts';

export function toDeliveryView(delivery: Delivery, channel: Channel | undefined): DeliveryView {
  const { _id, state, channelId, message, round, tries, nextAt, attempts, createdAt, updatedAt } = delivery;
  return {
    deliveryId: _id,
    state,
    channelId,
    channelName: channel?.name ?? null,
    channelKind: channel?.settings.kind ?? null,
    kind: message.kind,
    severity: message.severity,
    title: message.title,
    path: message.path,
    jobId: message.job?.id ?? null,
    incidentId: message.incidentId ?? null,
    round,
    tries,
    nextAt: nextAt?.toISOString() ?? null,
    detail: delivery.heldBack ?? attempts.at(-1)?.detail ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toDeliveryDetail(delivery: Delivery, channel: Channel | undefined): DeliveryDetailView {
  const attempts = delivery.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() }));
  return { ...toDeliveryView(delivery, channel), attempts };
}
