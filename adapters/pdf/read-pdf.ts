// Reads the texts of a PDF and their places with the library of Firefox. Nothing of a document runs, and nothing it names is loaded.
import type { getResolvedPDFJS } from 'unpdf';
import type { PlacedText } from '../../domain/reading/content/document/pdf-line.ts';
import { PdfDraft } from '../../domain/reading/content/document/pdf-document.ts';
import {
  type DocumentText,
  MAX_DOCUMENT_PAGES,
  UnreadableDocument,
} from '../../domain/reading/content/document/document-text.ts';
import { characterMap } from './character-maps.ts';

type Library = Awaited<ReturnType<typeof getResolvedPDFJS>>;
type Pdf = Awaited<ReturnType<Library['getDocument']>['promise']>;

/** The library asks for files by kind and name: those of fonts are needed to draw, which nobody does. */
class OwnFiles {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const map = kind === 'cMapUrl' ? await characterMap(filename.replace(/\.bcmap$/, '')) : null;
    if (map === null) throw new Error(`${filename} is not there`);
    // The library takes the memory of what it is given.
    return map.slice();
  }
}

export async function readPdf(body: Uint8Array): Promise<DocumentText> {
  const library = await import('unpdf');
  const { getDocument } = await library.getResolvedPDFJS();
  const task = getDocument({
    data: new Uint8Array(body),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    verbosity: 0,
    // It only asks where a place is named, and then by the class below.
    cMapUrl: './',
    cMapPacked: true,
    BinaryDataFactory: OwnFiles,
  });
  try {
    return await readPages(await task.promise);
  } catch (error) {
    throw translated(error);
  } finally {
    await task.destroy();
  }
}

async function readPages(pdf: Pdf): Promise<DocumentText> {
  if (pdf.numPages > MAX_DOCUMENT_PAGES)
    throw new UnreadableDocument(
      'document-too-large',
      `The document has ${pdf.numPages} pages; ${MAX_DOCUMENT_PAGES} are read at most.`,
    );
  const draft = new PdfDraft();
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    draft.addPage(items.flatMap((item) => ('str' in item ? toPlaced(item) : [])));
    page.cleanup();
  }
  return { ...(await metadataOf(pdf)), sections: draft.sections() };
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly hasEOL: boolean;
}

function toPlaced({ str, transform, width, hasEOL }: TextItem): PlacedText {
  const [a, b, c, d, x, y] = transform.map(Number);
  const size = Math.hypot(c ?? 0, d ?? 0) || Math.hypot(a ?? 0, b ?? 0);
  return { text: str.normalize('NFC'), x: x ?? 0, y: y ?? 0, width, size, endsLine: hasEOL };
}

/** What programs write in place of a title. */
const NO_TITLE =
  /^(?:untitled|microsoft (?:word|excel|powerpoint) - |.*\.(?:docx?|xlsx?|indd|tex|dvi|qxp|pdf)$)/i;

async function metadataOf(pdf: Pdf): Promise<Pick<DocumentText, 'title' | 'lang'>> {
  const { info } = await pdf.getMetadata();
  const [title, lang] = [textMember(info, 'Title'), textMember(info, 'Language')];
  return { title: NO_TITLE.test(title) ? '' : title, lang: /^[a-z]{2,3}(?:-\w+)*$/i.test(lang) ? lang : '' };
}

function textMember(info: object, name: string): string {
  const value: unknown = Reflect.get(info, name);
  return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}

function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UnreadableDocument) return error;
  if (error.name === 'PasswordException')
    return new UnreadableDocument('document-locked', 'The document is encrypted with a password.');
  return new UnreadableDocument('document-broken', `The document is damaged: ${error.message}`.slice(0, 300));
}
