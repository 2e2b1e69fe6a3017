// Why an address is refused, as the end of a sentence that begins with the address, and the line by which an operator allows it.
import { parseAddress, specialRange } from '../../system/net/address.ts';
import type { EgressReason, EgressTarget } from './check.ts';

const EGRESS_FAULTS = {
  'invalid-url': 'is not a URL Webloom may fetch',
  'blocked-scheme': 'has a scheme other than http and https',
  'blocked-port': 'is on a port that is not allowed',
  'blocked-host': 'is a name of a private network',
  'blocked-address': 'is an address of a private or special network',
} as const satisfies Readonly<Record<EgressReason, string>>;

const NAME = 'WEBLOOM_ALLOW_HOSTS';

interface Allowed {
  readonly allowHosts: readonly unknown[];
}

/**
 * `WEBLOOM_ALLOW_HOSTS=127.0.0.1:9377`. What is allowed already is kept by naming the variable, not by its value: who reads
 * this may be no operator, and the value names hosts of the operator's network.
 */
export function allowLine({ hostname, port }: EgressTarget, { allowHosts }: Allowed): string {
  const entry = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  return allowHosts.length === 0 ? `${NAME}=${entry}` : `${NAME}="$${NAME},${entry}"`;
}

/** The end of the same sentence, with the line where one would help. */
export function refusalInWords(reason: EgressReason, url: string, policy: Allowed): string {
  const target = allowableTarget(reason, url);
  return target === null ? EGRESS_FAULTS[reason] : `${EGRESS_FAULTS[reason]}; ${allowRemedy(target, policy)}`;
}

/** Without a full stop. */
function allowRemedy(target: EgressTarget, policy: Allowed): string {
  return `the operator can allow it by starting Webloom with ${allowLine(target, policy)}`;
}

/** Null where no setting would allow it. */
export function allowableTarget(reason: EgressReason, url: string): EgressTarget | null {
  if (reason === 'invalid-url' || reason === 'blocked-scheme' || !URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  const bare = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  // Nobody is told to open the address from which a machine gets its credentials.
  const address = parseAddress(bare);
  const isMetadata = address !== null && specialRange(address) === 'metadata';
  if (bare === '' || port === '0' || isMetadata) return null;
  return { hostname: bare, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}
