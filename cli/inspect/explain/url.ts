// `webloom inspect url`: how a URL is parsed, resolved and reduced, and whether two URLs are one page.
import { canonicalUrl, parseUrl, urlIdentity } from '../../../domain/web/url/canonical.ts';
import {
  explainSame,
  explainUrl,
  type SameExplanation,
  type UrlExplanation,
} from '../../../domain/web/url/explain.ts';
import { encodeQuery } from '../../../domain/web/url/query-charset.ts';

export interface UrlInspection extends Partial<Omit<UrlExplanation, 'fetch'>>, Partial<SameExplanation> {
  readonly id?: string;
  /** `null` = not a URL. */
  readonly value?: string | null;
  /** The input is not a URL. */
  readonly raises?: true;
  /** The URL Webloom would fetch, or why it would not. */
  readonly fetch?: string;
  readonly error?: string;
}

// Relative references are resolved against this URL, which is cut off again afterwards.
const PLACEHOLDER = 'http://relative.invalid/';

type Case = Readonly<Record<string, unknown>>;

/**
 * `{kind: parse|resolve|canonicalize, input, base?, explain?}`; the default kind is canonicalize. With
 * `other`: whether both URLs are one page, and why.
 */
export function inspectUrl(input: Case): UrlInspection {
  const id = typeof input['id'] === 'string' ? { id: input['id'] } : {};
  const raw = inputText(input);
  if (raw === null) return { ...id, error: 'no input' };
  const base = typeof input['base'] === 'string' ? input['base'] : undefined;
  if (typeof input['other'] === 'string') return { ...id, ...explainSame(raw, input['other'], base) };
  switch (input['kind'] ?? 'canonicalize') {
    case 'parse':
    case 'resolve':
      return { ...id, value: hrefOf(parseUrl(raw, base)) };
    case 'canonicalize':
      return {
        ...id,
        ...reduced(reduce(raw, base, input)),
        ...toFetch(raw, base),
        ...(input['explain'] === true ? { steps: explainUrl(raw, base).steps } : {}),
      };
    default:
      return { ...id, error: `unknown kind ${String(input['kind'])}` };
  }
}

/** Escapes the last blank of an opaque path before `?` and `#`: standard since 2024, in engines later. */
function hrefOf(url: URL | null): string | null {
  if (url === null) return null;
  const isOpaque = url.host === '' && !url.pathname.startsWith('/');
  return isOpaque ? url.href.replace(/ (?=[?#])/, '%20') : url.href;
}

function reduce(raw: string, base: string | undefined, input: Case): string | null {
  const options = { ...record(input['options']), ...record(input['kwargs']) };
  const charset = typeof options['encoding'] === 'string' ? options['encoding'] : undefined;
  const text = encodeQuery(raw.trim(), charset);
  const relative = base === undefined && parseUrl(text) === null && !/^[a-z][a-z\d+.-]*:/i.test(text);
  const url = parseUrl(text, relative ? PLACEHOLDER : base);
  if (url === null) return null;
  url.username = '';
  url.password = '';
  const identity = urlIdentity(url.href, {
    keepFragment: options['keep_fragments'] === true,
    dropEmptyParameters: options['keep_blank_values'] === false,
    removeParameters: Array.isArray(options['remove_query_params'])
      ? options['remove_query_params'].map(String)
      : [],
  });
  return relative && identity !== null ? identity.slice(PLACEHOLDER.length) : identity;
}

function reduced(identity: string | null): { value: string } | { raises: true } {
  return identity === null ? { raises: true } : { value: identity };
}

function toFetch(raw: string, base: string | undefined): { fetch: string } {
  const result = canonicalUrl(raw, base);
  return { fetch: result.ok ? result.url : `refused: ${result.reason}` };
}

function inputText(input: Case): string | null {
  if (typeof input['input'] === 'string') return input['input'];
  const first: unknown = Array.isArray(input['args']) ? input['args'][0] : undefined;
  if (typeof first === 'string') return first;
  const utf8 = record(first)['bytes_utf8'];
  return typeof utf8 === 'string' ? utf8 : null;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
