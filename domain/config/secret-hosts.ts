// The hosts that a secret of a job belongs to: those of the addresses it was given with, or those the job names. Whoever changes
// the addresses later, or leads a page elsewhere, does not get it.
import { type Fault, toPointer } from '../system/fault.ts';
import { given } from '../system/given.ts';
import { MASK } from '../system/secret/mask.ts';
import { coversHost } from '../web/host/covered-host.ts';
import { registrableDomain, urlHost } from '../web/url/key.ts';
import { isSecretStep, keptStep } from './page-step/step-secrets.ts';
import { isSecretHeader, type JobHeader, type KeptSecrets, keptHeader } from './secret-headers.ts';
import { MAX_SECRET_HOSTS } from './secret/bounds.ts';
import { addressesOf } from './source-addresses.ts';
import type { JobConfig } from './schema.ts';

type JobStep = NonNullable<JobConfig['fetch']['steps']>[number];
type Source = JobConfig['source'];

/** A secret in a configuration, with what the job keeps under the same name. */
interface SecretPlace {
  readonly in: 'header' | 'step';
  readonly pointer: string;
  /** As a fault or a notice calls it. */
  readonly what: string;
  readonly value: string;
  readonly hosts: readonly string[] | undefined;
  readonly kept: { readonly hosts?: readonly string[] | undefined } | undefined;
}

/** Of the addresses of a source; a crawl of a whole domain names that, and so do more hosts than can be named one by one. */
function secretHostsOf(source: Source): string[] {
  const addresses = addressesOf(source);
  const isOfDomain = source.kind === 'site' && source.within === 'domain';
  const domains = isOfDomain ? addresses.map((url) => `*.${registrableDomain(url)}`) : [];
  const all = distinct([...addresses.map(urlHost), ...domains]);
  if (all.length <= MAX_SECRET_HOSTS) return all;
  return distinct(addresses.flatMap((url) => [registrableDomain(url), `*.${registrableDomain(url)}`]));
}

function distinct(hosts: readonly string[]): string[] {
  return [...new Set(hosts)].filter((host) => host !== '' && host !== '*.');
}

/** Faults for secrets of a list of so many sites that none of them can be said to be theirs. */
export function unboundSecretFaults(config: JobConfig, kept?: KeptSecrets): Fault[] {
  const all = secretHostsOf(config.source);
  if (all.length <= MAX_SECRET_HOSTS) return [];
  return placesOf(config, kept).flatMap(({ pointer, what, value, hosts, kept: known }): Fault[] => {
    if (hosts !== undefined || (value === MASK && known !== undefined)) return [];
    const detail = `${what} would go to ${all.length / 2} sites: name those it belongs to by \`hosts\` (--secret-host).`;
    return [{ pointer, code: 'secret-of-many-hosts', detail }];
  });
}

/** The configuration with the hosts of each secret that names none: those it had, or those of the addresses it comes with. */
export function withSecretHosts(config: JobConfig, kept?: KeptSecrets): JobConfig {
  const all = secretHostsOf(config.source);
  const own = all.length > MAX_SECRET_HOSTS ? undefined : all;
  const { headers, steps } = config.fetch;
  const hostsOf = ({ value, hosts, kept: known }: SecretPlace): { hosts?: string[] } => {
    const belonging = hosts ?? (value === MASK && known !== undefined ? known.hosts : own);
    return belonging === undefined ? {} : { hosts: [...belonging] };
  };
  const bound = headers.map((header, at) => withHosts(header, headerPlace(headers, at, kept), hostsOf));
  const boundSteps = steps?.map((step, at) => withHosts(step, stepPlace(steps, at, kept), hostsOf));
  return { ...config, fetch: { ...config.fetch, headers: bound, ...given({ steps: boundSteps }) } };
}

function withHosts<Holder extends object>(
  holder: Holder,
  place: SecretPlace | null,
  hostsOf: (place: SecretPlace) => { hosts?: string[] },
): Holder {
  return place === null ? holder : { ...holder, ...hostsOf(place) };
}

/** Faults for secrets that are kept by their masks and would go to hosts they were not given for, or to no page at all. */
export function secretHostFaults(config: JobConfig, kept: KeptSecrets): Fault[] {
  return placesOf(config, kept).flatMap((place): Fault[] => {
    const { pointer, what, value, hosts, kept: known } = place;
    const before = known?.hosts;
    if (value !== MASK || before === undefined) return [];
    const more = (hosts ?? []).filter((host) => !coversHost(before, host.replace(/^\*/, 'any')));
    const others = more.length > 0 ? more : isForNoPage(place, config) ? secretHostsOf(config.source) : [];
    if (others.length === 0) return [];
    const detail = `${what} was given for ${named(before)}, not for ${named(others)}: enter its value again, or leave it out.`;
    return [{ pointer, code: 'secret-of-other-host', detail }];
  });
}

/** Steps may lead to a host that no address names, and so may the links of a site. */
function isForNoPage({ in: where, hosts, kept }: SecretPlace, { source }: JobConfig): boolean {
  if (where === 'step' || source.kind !== 'pages') return false;
  const belonging = hosts ?? kept?.hosts ?? [];
  return !secretHostsOf(source).some((host) => coversHost(belonging, host));
}

export interface WithheldSecret {
  readonly pointer: string;
  readonly detail: string;
}

/** Secret headers that some addresses of the job do not get. */
export function withheldHeaders(config: JobConfig): WithheldSecret[] {
  const asked = secretHostsOf(config.source).filter((host) => !host.startsWith('*.'));
  return placesOf(config).flatMap(({ in: where, pointer, what, hosts }) => {
    if (hosts === undefined || where === 'step') return [];
    const others = asked.filter((host) => !coversHost(hosts, host));
    if (others.length === 0) return [];
    return [{ pointer, detail: `${what} belongs to ${named(hosts)} and is not sent to ${named(others)}.` }];
  });
}

function placesOf({ fetch: { headers, steps = [] } }: JobConfig, kept?: KeptSecrets): SecretPlace[] {
  return [
    ...headers.map((_, at) => headerPlace(headers, at, kept)),
    ...steps.map((_, at) => stepPlace(steps, at, kept)),
  ].filter((place) => place !== null);
}

/** Null: it is no secret, and names no hosts. */
function headerPlace(headers: readonly JobHeader[], at: number, kept?: KeptSecrets): SecretPlace | null {
  const header = headers[at];
  if (header === undefined) return null;
  const { name, value, hosts } = header;
  if (value !== MASK && hosts === undefined && !isSecretHeader(header)) return null;
  const isSame = (one: JobHeader): boolean => one.name.toLowerCase() === name.toLowerCase();
  const nth = headers.slice(0, at).filter(isSame).length;
  return {
    in: 'header',
    pointer: toPointer(['config', 'fetch', 'headers', at]),
    what: `The secret header “${name}”`,
    value,
    hosts,
    kept: keptHeader(kept?.headers ?? [], name, nth),
  };
}

function stepPlace(steps: readonly JobStep[], at: number, kept?: KeptSecrets): SecretPlace | null {
  const step = steps[at];
  if (step === undefined || !isKept(step)) return null;
  const nth = steps.slice(0, at).filter((one) => isKept(one) && one.selector === step.selector).length;
  return {
    in: 'step',
    pointer: toPointer(['config', 'fetch', 'steps', at]),
    what: `The secret for “${step.selector}”`,
    value: step.value,
    hosts: step.hosts,
    kept: keptStep(kept?.steps ?? [], step.selector, nth),
  };
}

function isKept(step: JobStep): step is Extract<JobStep, { do: 'fill' }> {
  return step.do === 'fill' && (step.value === MASK || isSecretStep(step));
}

const NAMED_HOSTS = 3;

function named(hosts: readonly string[]): string {
  const more = hosts.length - NAMED_HOSTS;
  return `${hosts.slice(0, NAMED_HOSTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
