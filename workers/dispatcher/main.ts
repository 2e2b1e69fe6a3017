// The dispatcher process: the activities discover and scrape. It holds visits until their host's turn,
// publishes them to the scrapers, and collects the answers from its own reply queue.
import { type DiscoverPorts, createDiscover } from '../../activities/source/discover.ts';
import { PERMIT_REFRESH_MS } from '../../activities/scrape/run-permits.ts';
import { createScrape } from '../../activities/scrape/scrape.ts';
import { toLimitPorts } from '../wiring/control-ports.ts';
import { openDispatch } from '../wiring/dispatch-ports.ts';
import { type Foundation, runProcess } from '../wiring/foundation.ts';
import { openWorker } from '../wiring/temporal-worker.ts';

const MAX_CHUNKS = 400;
/** A chunk may wait minutes for hosts: a stop cancels it after this, and it goes on elsewhere. */
const HAND_BACK = '1s';

await runProcess('dispatcher', async (foundation) => {
  const ports = await openPorts(foundation);
  const activities = { ...createDiscover(ports), ...createScrape(ports) };
  return openWorker(foundation, {
    queue: 'dispatcher',
    options: { activities, maxConcurrentActivityTaskExecutions: MAX_CHUNKS, shutdownGraceTime: HAND_BACK },
    load: () => ({ unclaimedAnswers: ports.router.unclaimed }),
  });
});

async function openPorts(foundation: Foundation): Promise<DiscoverPorts> {
  const { mongo, control, log } = foundation;
  const ports = await openDispatch(foundation);
  await control.onPermit((gate) => ports.permits.note(gate));
  const timer = setInterval(() => {
    ports.permits.refresh().catch((error: unknown) => log.warn({ err: error }, 'gates could not be read'));
  }, PERMIT_REFRESH_MS);
  foundation.onClose(() => clearInterval(timer));
  return { ...ports, ...toLimitPorts(foundation), frontier: mongo.frontier, health: mongo.health };
}
