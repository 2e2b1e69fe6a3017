// Removes the queues and exchanges of a namespace that a test is done with.
import { createTopology } from '../../adapters/amqp/topology.ts';
import { openAnyConnection } from '../../cli/stack/service/broker-look.ts';

export async function removeQueues(amqpUrl: string, namespace: string): Promise<void> {
  const admin = await openAnyConnection(amqpUrl, {});
  const channel = await admin.createChannel();
  const { workQueue, renderQueue, deadQueue, deadExchange, eventExchange, controlExchange } =
    createTopology(namespace);
  for (const queue of [workQueue, renderQueue, deadQueue]) await channel.deleteQueue(queue);
  for (const exchange of [deadExchange, eventExchange, controlExchange])
    await channel.deleteExchange(exchange);
  await admin.close();
}
