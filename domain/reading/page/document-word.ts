// The kinds of files that are read as pages, and what they are called.

/** `locked`: an office document behind a password, of which nothing else can be told. */
export const DOCUMENT_KINDS = ['pdf', 'docx', 'xlsx', 'odt', 'ods', 'epub', 'rtf', 'locked'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, string>> = {
  pdf: 'a PDF document',
  docx: 'a Word document',
  xlsx: 'an Excel workbook',
  odt: 'a text document (ODT)',
  ods: 'a spreadsheet (ODS)',
  epub: 'a book (EPUB)',
  rtf: 'a text document (RTF)',
  locked: 'a document behind a password',
};
