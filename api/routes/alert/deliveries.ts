// Deliveries: what was sent to channels, with every attempt, and sent again on demand.
import type { FastifyRequest } from 'fastify';
import type { Channel } from '../../../domain/alert/channel/channel.ts';
import type { Delivery } from '../../../domain/alert/delivery/delivery.ts';
import { redeliver } from '../../../domain/alert/delivery/redeliver.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { deliveryDetail, deliveryList, deliveryParams, deliveryQuery } from '../../schemas/alert/delivery.ts';
import { toDeliveryDetail, toDeliveryView } from '../../views/alert/delivery-view.ts';
import { given } from '../../../domain/system/given.ts';

const TAGS = ['alerts'];

export function registerDeliveries(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/deliveries',
    { schema: { tags: TAGS, querystring: deliveryQuery, response: { 200: deliveryList } } },
    async (request) => {
      const { limit, cursor, state, channel, jobId, incident } = request.query;
      const workspaceId = workspaceOf(request);
      const filter = JSON.stringify([workspaceId, state, channel, jobId, incident]);
      const place = { place: `deliveries ${filter}`, hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const found = await ports.deliveries.list({
        workspaceId,
        limit: limit + 1,
        ...given({ states: state, channelId: channel, jobId, incidentId: incident }),
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const channels = await channelsOf(ports, workspaceId);
      const last = found.at(limit - 1);
      const more = found.length > limit && last !== undefined;
      return {
        items: found.slice(0, limit).map((one) => toDeliveryView(one, channels.get(one.channelId))),
        nextCursor: more ? encodeCursor(place, [last._id]) : null,
      };
    },
  );
  app.get(
    '/v1/deliveries/:deliveryId',
    { schema: { tags: TAGS, params: deliveryParams, response: { 200: deliveryDetail } } },
    async (request) => {
      const delivery = await findDelivery(ports, request);
      const channels = await channelsOf(ports, delivery.workspaceId);
      return toDeliveryDetail(delivery, channels.get(delivery.channelId));
    },
  );
  app.post(
    '/v1/deliveries/:deliveryId/redeliver',
    { schema: { tags: TAGS, params: deliveryParams, response: { 202: deliveryDetail } } },
    async (request, reply) => {
      const delivery = await findDelivery(ports, request);
      noteAudit(request, { subjectName: delivery.message.title.slice(0, 100) });
      const again = await withinDeadline('Temporal', redeliver(ports, delivery));
      const channels = await channelsOf(ports, delivery.workspaceId);
      return reply.code(202).send(toDeliveryDetail(again, channels.get(again.channelId)));
    },
  );
}

async function channelsOf(
  { channels }: Pick<ApiPorts, 'channels'>,
  workspaceId: string,
): Promise<ReadonlyMap<string, Channel>> {
  return new Map((await channels.list(workspaceId)).map((channel) => [channel._id, channel]));
}

async function findDelivery(
  { deliveries }: Pick<ApiPorts, 'deliveries'>,
  request: FastifyRequest<{ Params: { deliveryId: string } }>,
): Promise<Delivery> {
  const { deliveryId } = request.params;
  const delivery = await deliveries.get(deliveryId);
  if (delivery !== null && delivery.workspaceId === workspaceOf(request)) return delivery;
  throw noSuch('delivery', { deliveryId });
}
