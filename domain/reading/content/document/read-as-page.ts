// Bytes of a document as the web page that says the same, or why there is none.
import type { ReadAsPage } from './document-reader.ts';
import { fileTitle } from './file-title.ts';
import { type PdfReading, readDocumentBytes } from './read-bytes.ts';
import { type DocumentForm, writeDocument } from './write-document.ts';

export interface DocumentTask {
  readonly body: Uint8Array;
  /** Where it is from. */
  readonly url: string;
  readonly form: DocumentForm;
}

export async function readAsPage(
  { body, url, form }: DocumentTask,
  readPdf: PdfReading,
): Promise<ReadAsPage> {
  const read = await readDocumentBytes(body, readPdf);
  if (!read.ok) return read;
  const { document } = read;
  const title = document.title === '' ? fileTitle(url) : document.title;
  return { ok: true, html: writeDocument({ ...document, title }, form) };
}
