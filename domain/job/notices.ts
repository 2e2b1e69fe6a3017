// Notices: what a job asks for and does not get, told when it is saved or shown. The job works.
import { type OwnHosts, isOwnHost } from '../egress/own-host.ts';
import { DEFAULT_DELAY_MS } from '../politeness/pace.ts';
import { urlHost } from '../url/key.ts';
import { addressesOf } from './list/source-addresses.ts';
import type { JobConfig } from './schema.ts';

export interface JobNotice {
  /** too-often: due before its hosts can be asked for all pages; host-full: by all jobs of the host together. */
  readonly code: 'delay-raised' | 'too-often' | 'host-full';
  /** JSON pointer to the part of the job the notice is about. */
  readonly pointer: string;
  readonly detail: string;
  readonly remedy: string;
}

const NAMED_HOSTS = 3;

export function noticesOf(config: JobConfig, ownHosts: OwnHosts): JobNotice[] {
  const { delayMs } = config.fetch;
  if (delayMs === undefined || delayMs >= DEFAULT_DELAY_MS) return [];
  const foreign = hostsOf(config).filter((host) => !isOwnHost(ownHosts, host));
  if (foreign.length === 0) return [];
  const more = foreign.length > NAMED_HOSTS ? ` and ${foreign.length - NAMED_HOSTS} more` : '';
  return [
    {
      code: 'delay-raised',
      pointer: '/config/fetch/delayMs',
      detail: `${delayMs} ms between two requests is less than the ${DEFAULT_DELAY_MS} ms that every host gets which is not the operator's own: ${foreign.slice(0, NAMED_HOSTS).join(', ')}${more} will be asked once every ${DEFAULT_DELAY_MS} ms.`,
      remedy:
        'If they are yours, list them in WEBLOOM_OWN_HOSTS (only who runs Webloom can) and start it again; otherwise leave delayMs out.',
    },
  ];
}

/** Hosts of the job's first URLs; links may lead to more. */
function hostsOf({ source }: JobConfig): string[] {
  return [...new Set(addressesOf(source).map(urlHost))];
}
