// Notices: what a job asks for and does not get, told when it is saved or shown.
import { type OwnHosts, isOwnHost } from '../web/egress/own-host.ts';
import { DEFAULT_DELAY_MS } from '../web/politeness/pace.ts';
import { urlHost } from '../web/url/key.ts';
import { withheldHeaders } from './secret-hosts.ts';
import { addressesOf } from './source-addresses.ts';
import type { JobConfig } from './schema.ts';

export interface JobNotice {
  /**
   * unchecked-certificate: whoever stands between can change what the pages say; secret-withheld: it belongs to other hosts than some that the job asks; too-often: due before its hosts can be asked for all pages; host-full: by all jobs of the host together;
   * nothing-to-watch: by its own rules, or by what a look at its page has shown; store-short: the embedded store has no room for
   * its pages; store-filling: it is at least half full; starts-late: more starts come than are done;
   * no-language-model: it wants sentences and nobody can write them; tag-settings-refused: it does not fit the settings of its tags, and keeps what it had.
   */
  readonly code:
    | 'delay-raised'
    | 'secret-withheld'
    | 'unchecked-certificate'
    | 'too-often'
    | 'host-full'
    | 'nothing-to-watch'
    | 'store-short'
    | 'store-filling'
    | 'starts-late'
    | 'no-language-model'
    | 'tag-settings-refused';
  /** JSON pointer to the part of the job the notice is about. */
  readonly pointer: string;
  readonly detail: string;
  readonly remedy: string;
}

const NAMED_HOSTS = 3;

export function noticesOf(config: JobConfig, ownHosts: OwnHosts): JobNotice[] {
  return [
    ...emptyOf(config),
    ...raisedDelayOf(config, ownHosts),
    ...withheldOf(config),
    ...uncheckedOf(config),
  ];
}

function withheldOf(config: JobConfig): JobNotice[] {
  const remedy = 'If these are to get it as well, enter its value again, or name them in its `hosts`.';
  return withheldHeaders(config).map((one) => ({ code: 'secret-withheld', ...one, remedy }));
}

/** `hasModel`: the operator has named one. */
export function missingModelOf({ changes }: JobConfig, hasModel: boolean): JobNotice[] {
  if (changes.modelSummary !== true || hasModel) return [];
  return [
    {
      code: 'no-language-model',
      pointer: '/config/changes/modelSummary',
      detail: 'No language model is set up here, so no change gets a sentence; all else is told as ever.',
      remedy: 'The operator sets WEBLOOM_MODEL_URL and WEBLOOM_MODEL; otherwise leave modelSummary out.',
    },
  ];
}

/** It stays a risk for as long as the job is there, so it is said each time. */
function uncheckedOf({ fetch: { uncheckedCertificates: hosts } }: JobConfig): JobNotice[] {
  if (hosts === undefined) return [];
  const more = hosts.length > NAMED_HOSTS ? ` and ${hosts.length - NAMED_HOSTS} more` : '';
  return [
    {
      code: 'unchecked-certificate',
      pointer: '/config/fetch/uncheckedCertificates',
      detail: `The certificates of ${hosts.slice(0, NAMED_HOSTS).join(', ')}${more} are not checked: whoever stands between can read what is sent there, passwords too, and change what the pages say.`,
      remedy:
        'Give Node the authority of the site by NODE_EXTRA_CA_CERTS, and leave uncheckedCertificates out.',
    },
  ];
}

/** Rules that leave nothing to watch, whatever the pages hold. */
function emptyOf({ source, changes: { scope } }: JobConfig): JobNotice[] {
  const found: JobNotice[] = [];
  if (source.kind === 'sitemap' && isAllLeftOut(source))
    found.push({
      code: 'nothing-to-watch',
      pointer: '/config/source/exclude',
      detail: 'Each address that the job includes is excluded as well, so it has no page to watch.',
      remedy: 'Take a pattern out of exclude, or out of include.',
    });
  if (scope !== undefined && isAllLeftOut(scope))
    found.push({
      code: 'nothing-to-watch',
      pointer: '/config/changes/scope/exclude',
      detail: 'Each part that the job watches is left out as well, so no change of it can be seen.',
      remedy: 'Take a selector out of what is left out, or watch another part.',
    });
  return found;
}

function isAllLeftOut({
  include,
  exclude,
}: {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): boolean {
  return include.length > 0 && include.every((one) => exclude.includes(one));
}

function raisedDelayOf(config: JobConfig, ownHosts: OwnHosts): JobNotice[] {
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
