// Why an address is refused, as the end of a sentence that begins with the address.
import type { EgressReason } from './check.ts';

export const EGRESS_FAULTS = {
  'invalid-url': 'is not a URL Webloom may fetch',
  'blocked-scheme': 'has a scheme other than http and https',
  'blocked-port': 'is on a port that is not allowed; the operator can list it in WEBLOOM_ALLOW_HOSTS',
  'blocked-host': 'is a name of a private network; the operator can allow it with WEBLOOM_ALLOW_HOSTS',
  'blocked-address':
    'is an address of a private or special network; the operator can allow it with WEBLOOM_ALLOW_HOSTS',
} as const satisfies Readonly<Record<EgressReason, string>>;
