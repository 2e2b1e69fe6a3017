// Histories of deliveries of messages: to receivers that take them, that are down at first, and that are gone.
import { createTemporalEngine } from '../../../adapters/temporal/run-engine.ts';
import { hasher } from '../../../adapters/clock/ids.ts';
import { SAMPLE_MESSAGE } from '../../../domain/alert/channel/sample-message.ts';
import type { ChannelSettings } from '../../../domain/alert/channel/schema.ts';
import { newSigningKey } from '../../../domain/alert/channel/signature.ts';
import { sendMessage } from '../../../domain/alert/delivery/send-message.ts';
import { deliveryWorkflowId } from '../../../domain/alert/delivery/delivery-id.ts';
import { sampleChannel } from '../../contracts/alert-stores.ts';
import { eventually } from '../../support/eventually.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { type Recording, type Scene, executionsOf, fillHistory, withScene } from './scene.ts';

const KEY = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));
const ENDED_MS = 120_000;

interface Receivers extends Scene {
  readonly site: Site;
  readonly engine: ReturnType<typeof createTemporalEngine>;
}

export async function recordAlerts(recording: Recording): Promise<void> {
  const state = { isDown: true };
  const site = await startSite({
    '/good': (_request, response) => void response.writeHead(204).end(),
    '/gone': (_request, response) => void response.writeHead(410).end(),
    '/flaky': (_request, response) => void response.writeHead(state.isDown ? 503 : 204).end(),
  });
  const processes = { dispatcher: 0, pipeline: 0, scraper: 0 };
  const env = {
    WEBLOOM_ALLOW_HOSTS: `${site.host}:${site.port}`,
    WEBLOOM_OWN_HOSTS: `${site.host}:${site.port}`,
  };
  await withScene(recording, { name: 'alerts', processes, env }, async (scene) => {
    const address = scene.services.temporalAddress;
    const engine = createTemporalEngine({ address, prefix: scene.system.namespace });
    try {
      const receivers = { ...scene, site, engine };
      await recordEnded(receivers, 'delivered', '/good');
      await recordEnded(receivers, 'given-up', '/gone');
      await recordRetried(receivers, state);
    } finally {
      await engine.close();
    }
  });
  await site.close();
}

async function send({ system, site, engine }: Receivers, path: string, no: number): Promise<string> {
  const channelId = `chn_${path.slice(1)}_${no}`;
  const settings: ChannelSettings = { kind: 'webhook', url: site.url(path), headers: [] };
  const signing = { secret: KEY, former: null };
  await system.mongo.channels.insert(sampleChannel(channelId, { settings, signing }));
  const message = { ...SAMPLE_MESSAGE, id: `msg_${channelId}`, at: new Date() };
  const { clock } = system.ports;
  const ports = { deliveries: system.mongo.deliveries, deliveryEngine: engine, clock, hasher };
  const [id = ''] = await sendMessage(ports, message, [channelId]);
  return id;
}

async function ended({ system }: Scene, id: string): Promise<void> {
  await system.temporal.workflow.getHandle(deliveryWorkflowId(id, 1)).result();
}

async function recordEnded(receivers: Receivers, name: string, path: string): Promise<void> {
  const id = await send(receivers, path, 1);
  await ended(receivers, id);
  await receivers.save(name, deliveryWorkflowId(id, 1));
}

/** A wait between two attempts; and one after which the history is so long that the workflow starts anew. */
async function recordRetried(receivers: Receivers, state: { isDown: boolean }): Promise<void> {
  const { system, save } = receivers;
  const ids = [await send(receivers, '/flaky', 1), await send(receivers, '/flaky', 2)];
  const [short = '', long = ''] = ids.map((id) => deliveryWorkflowId(id, 1));
  await eventually(async () => {
    const tried = await Promise.all(ids.map((id) => system.mongo.deliveries.get(id)));
    return tried.every((delivery) => (delivery?.tries ?? 0) > 0);
  }, ENDED_MS);
  state.isDown = false;
  await fillHistory(system, long);
  await Promise.all(ids.map((id) => ended(receivers, id)));
  await save('delivered-later', short);
  const executions = await executionsOf(system, long, 2);
  await save('continue-as-new-first', long, executions[0]);
  await save('continue-as-new-last', long, executions.at(-1));
}
