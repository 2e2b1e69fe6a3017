// Opens what sends visits to the scrapers and collects their answers: the dispatcher's whole work, and the API's previews.
import { AnswerRouter } from '../../activities/scrape/answer-router.ts';
import type { DispatchPorts } from '../../activities/scrape/dispatch-ports.ts';
import { HostCache } from '../../activities/scrape/host-cache.ts';
import { ProxyRoutes } from '../../activities/proxy-routes.ts';
import { RunPermits } from '../../activities/scrape/run-permits.ts';
import { notingDemand } from '../../domain/health/scaling/renderer-demand.ts';
import type { BrokerOptions } from '../../adapters/amqp/broker-options.ts';
import { createDispatcherBroker } from '../../adapters/amqp/dispatcher-broker.ts';
import type { Foundation } from './foundation.ts';
import { toStagePorts } from './store-ports.ts';
import { urlKeyOf } from '../url-key.ts';

/** `first`: how the first connection to the broker is waited for; without it, as every process waits. */
export async function openDispatch(
  foundation: Foundation,
  first: Pick<BrokerOptions, 'firstWaitMs' | 'isPrompt'> = {},
): Promise<DispatchPorts> {
  const { config, mongo, clock, log, agentId } = foundation;
  const { userAgent, ownHosts, rabbitmqUrl, rabbitmqTls: tls, namespace } = config;
  const broker = await createDispatcherBroker(rabbitmqUrl, {
    log,
    namespace,
    tls,
    name: agentId,
    tracer: foundation.tracer,
    ...first,
  });
  foundation.onClose(() => broker.close());
  const router = new AnswerRouter();
  broker.onAnswers((answers) => router.route(answers));
  return {
    ...toStagePorts(foundation),
    broker: notingDemand(broker, { scaling: mongo.scaling, clock, log }, config.rendererIdleMs),
    eventBroker: foundation.eventBroker,
    disk: foundation.disk,
    holds: foundation.holds,
    hosts: mongo.hosts,
    router,
    permits: new RunPermits(mongo.runs),
    hostCache: new HostCache(mongo.hosts),
    proxyRoutes: new ProxyRoutes(mongo, log),
    random: Math.random,
    ownHosts,
    userAgent,
    urlKeyOf,
  };
}
