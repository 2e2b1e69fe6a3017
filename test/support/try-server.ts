// Looks at pages by servers of proxy pools as the API does, under a policy of the tests.
import { createServerTrial } from '../../adapters/http/proxy/try-server.ts';
import type { TryServer } from '../../domain/config/proxy-pool/try-server.ts';
import { createEgressPolicy, type EgressPolicy } from '../../domain/web/egress/policy.ts';

export function tryServerBy(policy: EgressPolicy = createEgressPolicy()): TryServer {
  return createServerTrial({ policy, userAgent: 'Webloom/test' });
}
