// Port: reads a document in a thread that can be killed, and gives it as a web page.
import type { DocumentFault } from './document-text.ts';
import type { DocumentForm } from './write-document.ts';

export type ReadAsPage =
  | { readonly ok: true; readonly html: string }
  | {
      readonly ok: false;
      readonly reason: DocumentFault | 'parse-timeout' | 'parse-failed';
      readonly detail: string;
    };

export interface DocumentReader {
  /** `url`: where it is from; a document without a title is called by its name there. */
  read(body: Uint8Array, url: string, form: DocumentForm): Promise<ReadAsPage>;
}
