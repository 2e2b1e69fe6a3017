// The facts that all visits of a run share, made of its document.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { linksToFollow } from '../../domain/run/plan/select-links.ts';
import type { Run } from '../../domain/run/run.ts';
import { parseUrl } from '../../domain/web/url/canonical.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';

export async function toFacts(
  ports: DispatchPorts,
  run: Run,
  visits: readonly WaitingVisit[],
): Promise<RunFacts> {
  return {
    run,
    links: linksToFollow(run),
    userAgent: run.config.fetch.userAgent ?? ports.userAgent,
    proxyOf: await ports.proxyRoutes.ofRun(run),
    // Looked up at each call, because a redirect may move a visit to another host.
    schemeOf: (host) => {
      const visit = visits.find((waiting) => waiting.host === host);
      return visit === undefined ? 'https:' : (parseUrl(visit.url)?.protocol ?? 'https:');
    },
  };
}
