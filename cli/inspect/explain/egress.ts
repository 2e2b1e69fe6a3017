// `webloom inspect egress`: judges one case. Nothing is resolved: the case contains the DNS answers.
import { type AddressVerdict, checkAddress, checkUrl } from '../../../domain/web/egress/check.ts';
import { type EgressPolicy, createEgressPolicy } from '../../../domain/web/egress/policy.ts';
import { allowLine, allowableTarget } from '../../../domain/web/egress/refusal-words.ts';

export interface EgressInspection {
  readonly id?: string;
  readonly block: boolean;
  readonly reason: string | null;
  readonly detail: string | null;
  /** The setting that would allow it; null where it is allowed, or nothing would. */
  readonly allowBy: string | null;
}

/** `ip`, `url` or `chain` (redirects, each hop judged), with `dns` {name: [ip]} or `dns_sequence` {name: [[ip]]}. */
export function inspectEgress(
  input: Readonly<Record<string, unknown>>,
  policy: EgressPolicy = createEgressPolicy(),
): EgressInspection {
  const verdict = judge(input, policy);
  const id = typeof input['id'] === 'string' ? { id: input['id'] } : {};
  if (verdict.allowed) return { ...id, block: false, reason: null, detail: null, allowBy: null };
  const { reason, detail, url } = verdict;
  const target = url === undefined ? null : allowableTarget(reason, url);
  const allowBy = target === null ? null : allowLine(target, policy);
  return { ...id, block: true, reason, detail, allowBy };
}

/** With the hop that is refused. */
type HopVerdict = AddressVerdict & { readonly url?: string };

function judge(input: Readonly<Record<string, unknown>>, policy: EgressPolicy): HopVerdict {
  if (typeof input['ip'] === 'string') return checkAddress(input['ip'], policy);
  const hops = strings(input['chain']);
  const urls = hops.length > 0 ? hops : strings([input['url']]);
  if (urls.length === 0) return { allowed: false, reason: 'invalid-url', detail: 'no url given' };
  for (const url of urls) {
    const verdict = judgeUrl(url, input, policy);
    if (!verdict.allowed) return { ...verdict, url };
  }
  return { allowed: true };
}

function judgeUrl(
  url: string,
  input: Readonly<Record<string, unknown>>,
  policy: EgressPolicy,
): AddressVerdict {
  const verdict = checkUrl(url, policy);
  if (!verdict.allowed) return verdict;
  // One refused address refuses the name, and later answers are judged like the first (DNS rebinding).
  for (const ip of answersFor(verdict.hostname, input)) {
    const address = checkAddress(ip, policy, verdict);
    if (!address.allowed) return address;
  }
  return { allowed: true };
}

function answersFor(hostname: string, input: Readonly<Record<string, unknown>>): string[] {
  const fixed = lookUp(input['dns'], hostname);
  const changing = lookUp(input['dns_sequence'], hostname);
  return [...strings(fixed), ...(Array.isArray(changing) ? changing.flatMap(strings) : [])];
}

function lookUp(table: unknown, name: string): unknown {
  return typeof table === 'object' && table !== null ? (table as Record<string, unknown>)[name] : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
