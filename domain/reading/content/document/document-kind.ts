// Tells documents by their content: PDF, RTF, the zip archives of office programs and of books. The type that a server names is
// often wrong, and an archive is no document by itself.
import type { DocumentKind } from '../../page/document-word.ts';

/** Some servers send blank lines before a PDF; readers look for its beginning so far. */
const MAX_BLANK_BYTES = 16;
/** The names of all entries stand at the end of an archive. */
const TAIL_BYTES = 1024 * 1024;
const HEAD_BYTES = 4_096;

const LATIN = new TextDecoder('latin1');

/** Null: it is no document that is read. */
export function documentKind(body: Uint8Array): DocumentKind | null {
  switch (body[0]) {
    case 0x50:
      return begins(body, 'PK\u0003\u0004') ? archiveKind(body) : null;
    case 0xd0:
      return begins(body, '\u00d0\u00cf\u0011\u00e0') && isEncryptedOffice(body) ? 'locked' : null;
    case 0x7b:
      return begins(body, '{\\rtf') ? 'rtf' : null;
    default:
      return isPdf(body) ? 'pdf' : null;
  }
}

function begins(body: Uint8Array, beginning: string): boolean {
  return textAt(body, 0, beginning.length) === beginning;
}

function textAt(body: Uint8Array, from: number, to: number): string {
  return LATIN.decode(body.subarray(from, to));
}

/** The first byte decides nearly always, because this is asked of every page. */
function isPdf(body: Uint8Array): boolean {
  const first = body[0] ?? 0;
  if (first !== 0x25 && first !== 0x0a && first !== 0x0d && first !== 0x20 && first !== 0xef) return false;
  return /^(?:\u00ef\u00bb\u00bf)?[\r\n ]{0,16}%PDF-/.test(textAt(body, 0, MAX_BLANK_BYTES + 8));
}

/** The first entry of OpenDocument files and books says what they are; those of Microsoft are known by the names of their entries. */
function archiveKind(body: Uint8Array): DocumentKind | null {
  const head = textAt(body, 0, HEAD_BYTES);
  const [, stated = ''] =
    /^.{26,40}?mimetype.{0,40}?(application\/[a-z.+-]+?)(?:PK|$)/s.exec(head.slice(0, 200)) ?? [];
  if (stated.startsWith('application/epub+zip')) return 'epub';
  if (stated.startsWith('application/vnd.oasis.opendocument.text')) return 'odt';
  if (stated.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  const names = textAt(body, Math.max(0, body.length - TAIL_BYTES), body.length);
  if (!names.includes('[Content_Types].xml')) return null;
  if (names.includes('xl/workbook.xml')) return 'xlsx';
  return names.includes('word/document.xml') ? 'docx' : null;
}

/** The name of the stream that holds the document, in UTF-16. */
function isEncryptedOffice(body: Uint8Array): boolean {
  const name = Array.from('EncryptedPackage', (letter) => `${letter}\0`).join('');
  return (
    textAt(body, 0, TAIL_BYTES).includes(name) ||
    textAt(body, body.length - TAIL_BYTES, body.length).includes(name)
  );
}
