// The text of a page on disk: unpacks gzip and detects the charset as for pages from the web.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { documentKind } from '../../domain/reading/content/document/document-kind.ts';
import { readAsPage } from '../../domain/reading/content/document/read-as-page.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import type { InspectCase } from './inspect-subject.ts';

const MAX_BYTES = 64 * 1024 * 1024;

function readPageFile(file: string): string {
  return decodePage(readBytes(file));
}

export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new WebloomError('not-found', `${file} can not be read.`, { facts: { file }, cause });
  }
}

interface InspectedBody {
  readonly body: Uint8Array;
  /** The header's value, or what the name of a file says; empty: unknown. */
  readonly contentType: string;
  readonly url: string;
}

/** A document is the web page that says the same, as in a run. */
export async function readInspected({ body, contentType, url }: InspectedBody): Promise<string> {
  if (documentKind(body) === null) return decodePage(body, contentType === '' ? null : contentType);
  const { readPdf } = await import('../../adapters/pdf/read-pdf.ts');
  const read = await readAsPage({ body, url, form: 'lines' }, readPdf);
  if (read.ok) return read.html;
  throw new WebloomError('validation', `${url} is not read (${read.reason}). ${read.detail}`, {
    facts: { url },
  });
}

function decodePage(bytes: Uint8Array, contentType: string | null = null): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return decodeText(isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes, contentType).text;
}

/** A case names its page by file, or contains it as text or as base64 with its charset. */
export function withHtml(input: InspectCase): InspectCase {
  const { html_file: file, html_base64: base64, encoding } = input;
  if (typeof file === 'string') return { ...input, html: readPageFile(file) };
  if (typeof base64 !== 'string') return input;
  const contentType = typeof encoding === 'string' ? `text/html; charset=${encoding}` : null;
  return { ...input, html: decodePage(Buffer.from(base64, 'base64'), contentType) };
}
