// Somebody waits for a preview: when the broker is away it says so soon, whatever the look is at.
import { expect, it } from 'vitest';
import { createPageLooker } from '../../../activities/preview/look-at-page.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import type { PageLooker, PreviewPhase } from '../../../domain/job/preview/page-looker.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';

const URL = 'https://shop.test/socks';
const SOON_MS = 3_000;
const AWAY_SOON = {
  error: { code: 'dependency-unavailable', message: expect.stringContaining('RabbitMQ is away') },
  isSoon: true,
};

const rabbit = useBroker();

async function openLooker(): Promise<PageLooker> {
  const broker = rabbit.keep(await createDispatcherBroker(rabbit.url, rabbit.options()));
  const { ports } = createDispatchScene(() => null);
  return createPageLooker({ ...ports, broker });
}

/** Nobody answers: there is no scraper. */
function look(looker: PageLooker, onStep: (step: PreviewPhase) => void = () => undefined) {
  const config = jobConfigSchema.parse({ source: { kind: 'pages', urls: [URL] } });
  const wanted = { previewId: 'prv_1', workspaceId: 'default', url: URL, config, onStep };
  return looker.look(wanted, AbortSignal.timeout(13_000));
}

/** How the look failed, and whether soon. */
async function failureOf(looking: Promise<unknown>): Promise<{ error: unknown; isSoon: boolean }> {
  const begun = performance.now();
  const error = await looking.catch((thrown: unknown) => thrown);
  return { error, isSoon: performance.now() - begun < SOON_MS };
}

it('tells that the broker was away before the look', async () => {
  const looker = await openLooker();
  rabbit.proxy.sever();
  expect(await failureOf(look(looker))).toMatchObject(AWAY_SOON);
});

it('tells that the broker went away while an answer was awaited', async () => {
  const looker = await openLooker();
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const looking = look(looker, () => asked());
  // The look may end before it is awaited.
  looking.catch(() => undefined);
  await isAsked;
  rabbit.proxy.sever();
  expect(await failureOf(looking)).toMatchObject(AWAY_SOON);
});

it('tells that the broker takes no message', async () => {
  const looker = await openLooker();
  rabbit.proxy.hang();
  expect(await failureOf(look(looker))).toMatchObject(AWAY_SOON);
});
