// Channels: where messages go. Made, listed, changed, removed; tested by a real message; their signing key changed.
import type { FastifyRequest } from 'fastify';
import type { Channel } from '../../../domain/alert/channel/channel.ts';
import { changeChannel, createChannel, rotateKey } from '../../../domain/alert/channel/manage-channel.ts';
import { testMessage } from '../../../domain/alert/channel/test-message.ts';
import { sendMessage } from '../../../domain/alert/delivery/send-message.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  channelInput,
  channelList,
  channelParams,
  channelPatch,
  channelView,
  channelWithKey,
  rotationInput,
} from '../../schemas/alert/channel.ts';
import { deliveryView } from '../../schemas/alert/delivery.ts';
import { nothing } from '../../schemas/paging.ts';
import { toChannelView } from '../../views/alert/channel-view.ts';
import { toDeliveryView } from '../../views/alert/delivery-view.ts';

const TAGS = ['alerts'];

export function registerChannels(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerWriting(app, ports);
  registerVerbs(app, ports);
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get('/v1/channels', { schema: { tags: TAGS, response: { 200: channelList } } }, async (request) => {
    const now = ports.clock.now();
    const channels = await ports.channels.list(workspaceOf(request));
    return { items: channels.map((channel) => toChannelView(channel, now)) };
  });
  app.get(
    '/v1/channels/:channelId',
    { schema: { tags: TAGS, params: channelParams, response: { 200: channelView } } },
    async (request) => toChannelView(await findChannel(ports, request), ports.clock.now()),
  );
}

function registerWriting(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/channels',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: channelInput, response: { 201: channelWithKey } },
    },
    async (request, reply) => {
      const wanted = { ...request.body, workspaceId: workspaceOf(request) };
      const { channel, signingKey } = await createChannel(ports, wanted, ports.settings.egress);
      noteAudit(request, { subjectId: channel._id, subjectName: channel.name });
      return reply
        .code(201)
        .header('location', `/v1/channels/${channel._id}`)
        .send({ ...toChannelView(channel, ports.clock.now()), signingKey });
    },
  );
  app.patch(
    '/v1/channels/:channelId',
    { schema: { tags: TAGS, params: channelParams, body: channelPatch, response: { 200: channelView } } },
    async (request) => {
      const channel = await findChannel(ports, request);
      noteAudit(request, { subjectName: channel.name });
      const changed = await changeChannel(ports, { channel, patch: request.body }, ports.settings.egress);
      return toChannelView(changed, ports.clock.now());
    },
  );
  app.delete(
    '/v1/channels/:channelId',
    { schema: { tags: TAGS, params: channelParams, response: { 204: nothing } } },
    async (request, reply) => {
      const channel = await findChannel(ports, request);
      noteAudit(request, { subjectName: channel.name });
      await ports.channels.remove(channel.workspaceId, channel._id);
      return reply.code(204).send(null);
    },
  );
}

function registerVerbs(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/channels/:channelId/test',
    { schema: { tags: TAGS, params: channelParams, response: { 202: deliveryView } } },
    async (request, reply) => {
      const channel = await findChannel(ports, request);
      noteAudit(request, { subjectName: channel.name });
      const message = testMessage(channel, ports.ids.ulid(), ports.clock.now());
      const [id = ''] = await withinDeadline('Temporal', sendMessage(ports, message, [channel._id]));
      const delivery = await ports.deliveries.get(id);
      if (delivery === null) throw new WebloomError('internal', `The delivery ${id} was not stored.`);
      return reply
        .code(202)
        .header('location', `/v1/deliveries/${id}`)
        .send(toDeliveryView(delivery, channel));
    },
  );
  app.post(
    '/v1/channels/:channelId/rotate-key',
    { schema: { tags: TAGS, params: channelParams, body: rotationInput, response: { 200: channelWithKey } } },
    async (request) => {
      const found = await findChannel(ports, request);
      noteAudit(request, { subjectName: found.name });
      const { channel, signingKey } = await rotateKey(ports, found, request.body);
      return { ...toChannelView(channel, ports.clock.now()), signingKey };
    },
  );
}

async function findChannel(
  { channels }: Pick<ApiPorts, 'channels'>,
  request: FastifyRequest<{ Params: { channelId: string } }>,
): Promise<Channel> {
  const { channelId } = request.params;
  const channel = await channels.get(channelId);
  if (channel !== null && channel.workspaceId === workspaceOf(request)) return channel;
  throw noSuch('channel', { channelId });
}
