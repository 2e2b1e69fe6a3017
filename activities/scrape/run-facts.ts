// The facts that all visits of a run share, made of its document.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { linksToFollow } from '../../domain/run/plan/select-links.ts';
import type { Run } from '../../domain/run/run.ts';
import { OWN_ADDRESS } from '../../domain/web/page-step/page-step.ts';
import { parseUrl } from '../../domain/web/url/canonical.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';

export async function toFacts(
  ports: DispatchPorts,
  run: Run,
  visits: readonly WaitingVisit[],
): Promise<RunFacts> {
  const named = namedBySteps(run);
  return {
    run,
    links: linksToFollow(run),
    userAgent: run.config.fetch.userAgent ?? ports.userAgent,
    stepHosts: [...new Set(named.map(urlHost))],
    proxyOf: await ports.proxyRoutes.ofRun(run),
    // Looked up at each call, because a redirect may move a visit to another host.
    schemeOf: (host) => {
      const url =
        visits.find((waiting) => waiting.host === host)?.url ?? named.find((one) => urlHost(one) === host);
      return parseUrl(url ?? '')?.protocol ?? 'https:';
    },
  };
}

function namedBySteps({ config: { fetch } }: Run): string[] {
  if (!fetch.obeyRobots) return [];
  return (fetch.steps ?? []).flatMap((step) =>
    step.do === 'goto' && step.url !== OWN_ADDRESS ? [step.url] : [],
  );
}
