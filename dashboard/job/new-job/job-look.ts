// Where a job's page is looked at again: which addresses can be, how they are fetched, and the look itself.
import { useQuery } from '@tanstack/react-query';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { addressesOf } from '../../../domain/config/source-addresses.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { ask } from '../../api/ask.ts';
import { isProblem } from '../../api/problem.ts';
import { usePreview } from './use-preview.ts';
import { given } from '../../../domain/system/given.ts';

type Fetch = JobConfig['fetch'];

/** The pages that a job names itself; empty: it finds them by a list, a sitemap or a feed. */
export function namedPages({ source }: Pick<JobConfig, 'source'>): readonly string[] {
  return source.kind === 'pages' || source.kind === 'site' ? addressesOf(source) : [];
}

/** As the job fetches, without the secrets, which no browser is told. */
function lookFetch({ profile, userAgent, obeyRobots, headers, ...rest }: Fetch): Partial<Fetch> {
  return {
    profile,
    obeyRobots,
    ...given({
      userAgent,
      login: rest.login,
      proxy: rest.proxy,
      uncheckedCertificates: rest.uncheckedCertificates,
      render: rest.render,
      waitFor: rest.waitFor,
      scroll: rest.scroll,
    }),
    ...given({ steps: rest.steps?.slice(0, firstSecret(rest.steps)) }),
    headers: headers.filter(({ value }) => value !== MASK),
  };
}

/** The steps before the first that fills in a secret; those after it build on it. */
function firstSecret(steps: NonNullable<Fetch['steps']>): number {
  const at = steps.findIndex((step) => step.do === 'fill' && step.value === MASK);
  return at === -1 ? steps.length : at;
}

export function hasSecrets({ headers, steps = [] }: Fetch): boolean {
  return headers.some(({ value }) => value === MASK) || firstSecret(steps) < steps.length;
}

/** A look is kept by the server for an hour; a screen that is opened again does not ask the site again. */
const KEPT_MS = 50 * 60_000;

/** A look that is over is begun anew by `again`. */
export function useJobLook(url: string, fetch: Fetch) {
  const asked = lookFetch(fetch);
  const look = useQuery({
    queryKey: ['preview', 'of', url, asked],
    queryFn: ({ signal }) =>
      ask('/v1/preview', { method: 'POST', body: { url, wait: false, fetch: asked }, signal }),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const preview = usePreview(look.data?.previewId ?? null);
  const isOver = isProblem(preview.error) && preview.error.code === 'not-found';
  return {
    preview: isOver ? undefined : (preview.data ?? look.data),
    isOver,
    error: look.error ?? (isOver ? null : preview.error),
    isLooking: look.isFetching,
    again: (): void => void look.refetch(),
  };
}
