// A document from its bytes, by the reader of its kind. The reader of PDF stands outside, because its library loads files of its own.
import { documentKind } from './document-kind.ts';
import { readDocx } from './docx.ts';
import { readEpub } from './epub.ts';
import { readOpenDocument } from './open-document.ts';
import { readRtf } from './rtf.ts';
import { readXlsx } from './xlsx.ts';
import {
  type DocumentRead,
  type DocumentText,
  MAX_DOCUMENT_BYTES,
  UnreadableDocument,
} from './document-text.ts';

/** Throws `UnreadableDocument` where it knows why it can not be read. */
export type PdfReading = (body: Uint8Array) => Promise<DocumentText>;

export async function readDocumentBytes(body: Uint8Array, readPdf: PdfReading): Promise<DocumentRead> {
  try {
    if (body.length > MAX_DOCUMENT_BYTES)
      throw new UnreadableDocument(
        'document-too-large',
        `The document has ${body.length} bytes, more than 50 MB.`,
      );
    const document = await readKind(body, readPdf);
    const hasText = document.sections.some(({ blocks }) => blocks.length > 0);
    if (!hasText)
      throw new UnreadableDocument(
        'document-without-text',
        'The document holds no text: its pages are pictures, as a scanner makes them, or it is empty.',
      );
    return { ok: true, document };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { ok: false, reason: error.reason, detail: error.message };
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      reason: 'document-broken',
      detail: `The document can not be read: ${why}`.slice(0, 300),
    };
  }
}

async function readKind(body: Uint8Array, readPdf: PdfReading): Promise<DocumentText> {
  const kind = documentKind(body);
  switch (kind) {
    case 'pdf':
      if (!hasEnd(body))
        throw new UnreadableDocument(
          'document-broken',
          'The document ends too early: its last lines are missing.',
        );
      return readPdf(body);
    case 'locked':
      throw new UnreadableDocument('document-locked', 'The document is encrypted with a password.');
    case 'docx':
      return readDocx(body);
    case 'xlsx':
      return readXlsx(body);
    case 'odt':
    case 'ods':
      return readOpenDocument(body, kind);
    case 'epub':
      return readEpub(body);
    case 'rtf':
      return readRtf(body);
    case null:
      throw new UnreadableDocument('document-broken', 'It is no document of a kind that is read.');
  }
}

const TAIL_BYTES = 256 * 1024;

/** A document of which the end is missing must never look like a changed one, though its first pages could be read. */
function hasEnd(body: Uint8Array): boolean {
  const tail = new TextDecoder('latin1').decode(body.subarray(Math.max(0, body.length - TAIL_BYTES)));
  return tail.includes('%%EOF') || tail.includes('startxref');
}
