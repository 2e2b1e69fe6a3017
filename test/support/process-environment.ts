// The environment of Webloom's processes in tests, on this host and on others.
import type { StackAddresses } from '../../cli/stack/stack.ts';

export interface Surroundings {
  readonly services: Pick<StackAddresses, 'temporalAddress' | 'amqpUrl' | 'mongoUri'>;
  readonly namespace: string;
  readonly dataDir: string;
  /** `host:port` of sites that may be visited and belong to the operator. */
  readonly ownHosts: readonly string[];
  /** Further variables, which win. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export function environmentOf(given: Surroundings): Readonly<Record<string, string>> {
  const { services, namespace, dataDir, ownHosts, env } = given;
  return {
    PATH: process.env['PATH'] ?? '',
    MONGODB_URI: services.mongoUri,
    RABBITMQ_URL: services.amqpUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    WEBLOOM_NAMESPACE: namespace,
    WEBLOOM_DATA_DIR: dataDir,
    WEBLOOM_ALLOW_HOSTS: ownHosts.join(','),
    WEBLOOM_OWN_HOSTS: ownHosts.join(','),
    WEBLOOM_LOG_LEVEL: 'warn',
    WEBLOOM_PORT: '0',
    ...env,
  };
}
