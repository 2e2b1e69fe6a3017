// Reads the response headers that Webloom acts on: Content-Type, Retry-After, Location.
import { MAX_WAIT_MS } from '../politeness/pace.ts';

export interface ContentType {
  readonly mediaType: string;
  readonly charset: string | null;
}

export function parseContentType(value: string | undefined): ContentType {
  const [type = '', ...parameters] = (value ?? '').split(';');
  let charset: string | null = null;
  for (const parameter of parameters) {
    const match = /^\s*charset\s*=\s*["']?\s*([^"'\s;,]+)/i.exec(parameter);
    if (match?.[1] !== undefined && charset === null) charset = match[1].toLowerCase();
  }
  return { mediaType: (type.split(',')[0] ?? '').trim().toLowerCase(), charset };
}

const MIN_RETRY_AFTER_MS = 1_000;

/**
 * Wait in ms from seconds or a date (RFC 9110 section 10.2.3), clamped to 1 s … 1 week; `null` if unreadable.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = (value ?? '').trim();
  if (text === '') return null;
  const waitMs = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  if (Number.isNaN(waitMs)) return null;
  return Math.min(MAX_WAIT_MS, Math.max(MIN_RETRY_AFTER_MS, Math.round(waitMs)));
}

/** The absolute target of a Location header; `null` if there is none or it is no URL. */
export function parseLocation(value: string | undefined, base: string): string | null {
  const text = asUtf8(value ?? '').trim();
  if (text === '' || !URL.canParse(text, base)) return null;
  return new URL(text, base).href;
}

/** Header bytes arrive as Latin-1, but some servers send UTF-8. */
function asUtf8(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  const bytes = Uint8Array.from(latin1, (char) => char.charCodeAt(0));
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? latin1 : text;
}
