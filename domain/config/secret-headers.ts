// Secrets among a job's request headers: every header that is not known to be harmless. Its value is
// encrypted before it is stored, shown as a mask, and kept by a change that sends the mask back.
import { toPointer, type Fault } from '../system/fault.ts';
import { given } from '../system/given.ts';
import { MASK } from '../system/secret/mask.ts';
import { isSealed, type OpenedSecret, sealedFields, type SecretBox } from '../system/secret/secret-box.ts';
import { maskSteps, sealSteps } from './page-step/step-secrets.ts';
import type { JobConfig } from './schema.ts';

export type JobHeader = JobConfig['fetch']['headers'][number];
/** Where a configuration may hold secrets. */
export type KeptSecrets = Pick<JobConfig['fetch'], 'headers' | 'steps'>;

/** Headers that say what a client can read or prefers, not who it is. */
const HARMLESS = new Set([
  'accept',
  'accept-charset',
  'accept-language',
  'cache-control',
  'dnt',
  'origin',
  'pragma',
  'save-data',
  'sec-gpc',
  'upgrade-insecure-requests',
  'user-agent',
  'x-requested-with',
]);
const HARMLESS_GROUPS = /^sec-(?:ch|fetch)-/;

export function isSecretHeader({ name, value, secret }: JobHeader): boolean {
  const folded = name.toLowerCase();
  // A value that looks encrypted is secret: passed as a plain one, it would be decrypted when sent.
  return secret ?? (isSealed(value) || !(HARMLESS.has(folded) || HARMLESS_GROUPS.test(folded)));
}

function withFetch(config: JobConfig, headers: JobHeader[], steps: KeptSecrets['steps']): JobConfig {
  const { steps: _before, ...fetch } = config.fetch;
  return { ...config, fetch: { ...fetch, headers, ...given({ steps }) } };
}

/** The configuration with its secrets masked, as anybody may see it. */
export function maskSecrets(config: JobConfig): JobConfig {
  const headers = config.fetch.headers.map((header) =>
    isSealed(header.value) || isSecretHeader(header) ? { ...header, value: MASK } : header,
  );
  const { steps } = config.fetch;
  return withFetch(config, headers, steps && maskSteps(steps));
}

/** Faults for masks that stand for no value, because the job has no such header. */
export function maskFaults(headers: unknown, kept: readonly JobHeader[]): Fault[] {
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header: unknown, index): Fault[] => {
    if (typeof header !== 'object' || header === null || !('name' in header && 'value' in header)) return [];
    const { name, value } = header;
    if (value !== MASK || typeof name !== 'string' || keptHeader(kept, name, 0) !== undefined) return [];
    const detail = `${MASK} keeps the value that "${name}" has, but it has none yet: give the value itself.`;
    return [
      { pointer: toPointer(['config', 'fetch', 'headers', index, 'value']), code: 'no-kept-value', detail },
    ];
  });
}

/**
 * The stored header that a mask stands for: of several headers with one name, the one at the same position.
 */
export function keptHeader(kept: readonly JobHeader[], name: string, nth: number): JobHeader | undefined {
  const same = kept.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  return same[nth] ?? same[0];
}

/** As it is stored. `kept`: what the job has now, for masks; an unchanged value keeps its ciphertext. */
export function sealSecrets(box: SecretBox, config: JobConfig, kept?: KeptSecrets): JobConfig {
  const { steps } = config.fetch;
  const headers = sealHeaderValues(box, config.fetch.headers, kept?.headers ?? []);
  return withFetch(config, headers, steps && sealSteps(box, steps, kept?.steps ?? []));
}

function sealHeaderValues(
  box: SecretBox,
  headers: readonly JobHeader[],
  kept: readonly JobHeader[],
): JobHeader[] {
  const seen = new Map<string, number>();
  return headers.map((header) => {
    const folded = header.name.toLowerCase();
    const nth = seen.get(folded) ?? 0;
    seen.set(folded, nth + 1);
    const known = keptHeader(kept, header.name, nth)?.value;
    if (header.value === MASK && known !== undefined)
      return { ...header, value: isSealed(known) ? known : box.seal(known, folded) };
    if (!isSecretHeader(header)) return isSealed(header.value) ? sealed(box, header) : header;
    const isSame = known !== undefined && isSealed(known) && clearOf(box, known, folded) === header.value;
    return isSame ? { ...header, value: known } : sealed(box, header);
  });
}

function sealed(box: SecretBox, header: JobHeader): JobHeader {
  return { ...header, value: box.seal(header.value, header.name.toLowerCase()) };
}

function clearOf(box: SecretBox, value: string, purpose: string): string | null {
  const opened = box.open(value, purpose);
  return opened.ok ? opened.clear : null;
}

/** Encrypts headers stored in clear or with an older key by today's key; null when there are none. */
export function resealHeaders(box: SecretBox, headers: readonly JobHeader[]): JobHeader[] | null {
  let isChanged = false;
  const fresh = headers.map((header) => {
    if (!isSealed(header.value)) {
      if (!isSecretHeader(header)) return header;
      isChanged = true;
      return sealed(box, header);
    }
    if (sealedFields(header.value)?.keyId === box.keyId) return header;
    const clear = clearOf(box, header.value, header.name.toLowerCase());
    // The key is gone; the scraper reports that when it needs the header.
    if (clear === null) return header;
    isChanged = true;
    return sealed(box, { ...header, value: clear });
  });
  return isChanged ? fresh : null;
}

/** The headers in clear, as a scraper sends them; or why one of them can't be decrypted. */
export function openHeaders(
  box: Pick<SecretBox, 'open'>,
  headers: readonly { readonly name: string; readonly value: string }[],
):
  | { readonly ok: true; readonly headers: { name: string; value: string }[] }
  | Exclude<OpenedSecret, { ok: true }> {
  const clear: { name: string; value: string }[] = [];
  for (const { name, value } of headers) {
    if (!isSealed(value)) {
      clear.push({ name, value });
      continue;
    }
    const opened = box.open(value, name.toLowerCase());
    if (!opened.ok) return { ok: false, detail: `the header "${name}" ${opened.detail}` };
    clear.push({ name, value: opened.clear });
  }
  return { ok: true, headers: clear };
}
