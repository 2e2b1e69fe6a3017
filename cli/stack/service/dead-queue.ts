// Finds a quorum queue that the broker names but can not run: it answers a passive declaration as an empty one, and takes
// neither messages nor consumers.
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'amqplib';
import type { Topology } from '../../../adapters/amqp/topology.ts';

/** A queue that has just been recovered may have no leader yet. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 500;
const ANSWER_MS = 5_000;

/** Its name; null where each queue is well or not made yet. */
export async function findDeadQueue(
  address: string,
  { workQueue, renderQueue, deadQueue }: Topology,
): Promise<string | null> {
  for (const name of [workQueue, renderQueue, deadQueue]) {
    if (await staysDead(address, name)) return name;
  }
  return null;
}

async function staysDead(address: string, queue: string): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    if (!(await isDead(address, queue))) return false;
    if (performance.now() > until) return true;
    await delay(LOOK_AGAIN_MS);
  }
}

async function isDead(address: string, queue: string): Promise<boolean> {
  const connection = await connect(address, { timeout: 3_000 });
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    const isThere = await channel.checkQueue(queue).then(
      ({ messageCount }) => messageCount === 0,
      () => false,
    );
    // It counts messages, so it lives; and taking one would count as a delivery of it.
    if (!isThere) return false;
    return await Promise.race([channel.get(queue).then(() => false), delay(ANSWER_MS, true)]);
  } catch {
    return true;
  } finally {
    // What was taken after all goes back with the connection.
    void connection.close().catch(() => undefined);
  }
}
