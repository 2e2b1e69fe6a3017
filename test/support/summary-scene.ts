// The sweep of alerts over stores in memory, with a job that wants sentences of a language model, and a model on a real socket.
import { onTestFinished } from 'vitest';
import { createChatModel } from '../../adapters/model/chat-model.ts';
import { sweepAlerts } from '../../domain/alert/sweep/sweep-alerts.ts';
import { type SummaryPorts, writeSummaries } from '../../domain/alert/model-summary/write-summaries.ts';
import type { AlertPorts } from '../../domain/alert/sweep/alert-ports.ts';
import type { AlertRule } from '../../domain/alert/rule/alert-rule.ts';
import { renderMail } from '../../domain/alert/channel/render/mail.ts';
import type { AlertMessage } from '../../domain/alert/rule/message.ts';
import { readTokenUse } from '../../domain/job/limit/model-tokens.ts';
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { Change } from '../../domain/page/page.ts';
import type { StoredEvent } from '../../domain/system/event/event.ts';
import type { ModelPlace } from '../../domain/system/model/language-model.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, cuttable, putChanges } from './alert-scene.ts';
import { type ModelServer, says, startModelServer } from './model-server.ts';

export interface SummaryScene {
  readonly alerts: AlertScene;
  readonly alertPorts: AlertPorts;
  readonly ports: SummaryPorts;
  readonly server: ModelServer;
  /** A change of a page of its own, of the job that wants sentences. */
  put(name: string, fields?: Partial<Change>): Promise<void>;
  sweep(): Promise<void>;
  write(more?: Partial<SummaryPorts>): Promise<number>;
  change(name: string): Promise<InboxChange | null>;
  /** Message about a page. */
  message(name: string): AlertMessage | undefined;
  tokens(): Promise<number>;
  /** Events of sentences. */
  told(): Promise<readonly StoredEvent[]>;
  later(ms: number): void;
}

export const WANTING = 'wanting';
const MAX_EVENTS = 1_000;

export const FALL = {
  kind: 'text',
  severity: 'notable',
  summary: 'A paragraph was replaced',
  blocks: [{ op: 'replaced', path: 'main/p', before: 'Costs 12.90 €', after: 'Costs 9.90 €' }],
  fields: [],
} as const satisfies Change['detail'];

export async function createSummaryScene(
  rules: readonly Partial<AlertRule>[] = [{}],
  place: Partial<ModelPlace> = {},
): Promise<SummaryScene> {
  const server = await startModelServer();
  const model = createChatModel(server.place(place));
  onTestFinished(async () => {
    await model.close();
    await server.close();
  });
  const alerts = await createAlertScene(rules);
  const { config } = sampleJob('job');
  const changes = { ...config.changes, modelSummary: true };
  await alerts.stores.jobs.insert(sampleJob(WANTING, { name: 'Tea', config: { ...config, changes } }));
  const alertPorts = { ...alerts.ports, hasModel: true };
  let nonces = 0;
  const { events, eventBroker, ids, hasher, log } = alerts.ports;
  const ports: SummaryPorts = {
    events,
    eventBroker,
    ids,
    hasher,
    log,
    summaries: cuttable(alerts, alerts.stores.summaries),
    incidents: alerts.ports.incidents,
    usage: alerts.stores.usage,
    clock: alerts.ports.clock,
    model,
    secretSource: { secret: () => `nonce${(nonces += 1)}` },
    within: (ms) => AbortSignal.timeout(ms),
    ending: new AbortController().signal,
  };
  const pageOf = (name: string): string => `${WANTING}:${name}`;
  return {
    alerts,
    alertPorts,
    ports,
    server,
    put: (name, fields = {}) =>
      putChanges(alerts, 1, {
        _id: `${pageOf(name)}:1`,
        pageId: pageOf(name),
        jobId: WANTING,
        url: `https://shop.example/${name}?token=s3cret`,
        title: 'Green tea',
        detail: FALL,
        ...fields,
      }),
    async sweep() {
      await sweepAlerts(alertPorts);
    },
    write: (more = {}) => writeSummaries({ ...ports, ...more }),
    change: (name) => alerts.stores.history.change(`${pageOf(name)}:1`),
    message: (name) => [...alerts.sent.values()].find(({ change }) => change?.id === `${pageOf(name)}:1`),
    tokens: async () => (await readTokenUse(ports, 'default', 1)).used,
    async told() {
      const stored = await alerts.stores.events.since('default', new Date(0), MAX_EVENTS);
      return stored.filter(({ type }) => type === 'change.summarized');
    },
    later(ms) {
      alerts.now = new Date(alerts.now.getTime() + ms);
    },
  };
}

export const SENTENCE = 'The price fell from 12.90 € to 9.90 €.';
export const LINE = `A language model says: “${SENTENCE}”`;

export async function toldScene(saying = says({ sentence: SENTENCE })): Promise<SummaryScene> {
  const scene = await createSummaryScene();
  scene.server.saying = saying;
  await scene.put('tea');
  await scene.sweep();
  await scene.write();
  await scene.sweep();
  return scene;
}

/** The same change of a job that wants no sentence. */
export async function messageWithout(fields = {}): Promise<AlertMessage | undefined> {
  const scene = await createSummaryScene();
  await scene.put('tea', { jobId: 'job', ...fields });
  await scene.sweep();
  return scene.message('tea');
}

export function mailOf(message: AlertMessage | undefined): { readonly text: string; readonly html: string } {
  if (message === undefined) throw new Error('nothing was told');
  const settings = {
    kind: 'email' as const,
    server: 'mail.example',
    port: 25,
    security: 'none' as const,
    user: '',
    from: 'a@example.org',
    to: ['b@example.org'],
  };
  const context = { message, deliveryId: 'dlv_1', channelId: 'chn_1', baseUrl: 'https://webloom.example' };
  const rendered = renderMail(settings, {
    ...context,
    now: new Date(0),
    signingKeys: [],
    signer: { sign: () => '' },
  });
  return rendered.protocol === 'smtp' ? rendered.mail : { text: '', html: '' };
}
