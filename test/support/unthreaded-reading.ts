// What the parse, viewer and import threads do, in the thread of the test: threads load built code alone.
import { compileFields } from '../../domain/reading/part/field/field-rule.ts';
import type { PageViewer } from '../../domain/job/preview/page-viewer.ts';
import type { ImportReader } from '../../domain/upkeep/import/import-reader.ts';
import { readImport } from '../../domain/upkeep/import/read-import.ts';
import type { PageParser } from '../../domain/run/stage/page-parser.ts';
import { readPdf } from '../../adapters/pdf/read-pdf.ts';
import { readAsPage } from '../../domain/reading/content/document/read-as-page.ts';
import type { DocumentReader } from '../../domain/reading/content/document/document-reader.ts';
import { parserOfDocuments, viewerOfDocuments } from '../../workers/pipeline/read-documents.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { snapshotOpener } from '../../adapters/sqlite/open-snapshots.ts';
import { sha1 } from '../../workers/threads/sha-1.ts';
import { unpackBrotli } from '../../workers/threads/unpack-brotli.ts';
import { viewPage } from '../../workers/pipeline/view-page.ts';

const documents: DocumentReader = { read: (body, url, form) => readAsPage({ body, url, form }, readPdf) };

/** The parse pass of the parse threads, in this thread. */
const pageParser: PageParser = {
  parse: async (requests, { fields, watched, wantLinks }) => {
    const compiled = compileFields(fields);
    const rules = { fields: compiled.ok ? compiled.fields : { fields: [] }, watched, wantLinks };
    return requests.map((request) => readPage(request, rules));
  },
};

export const parser = parserOfDocuments(pageParser, documents);

const pageViewer: PageViewer = {
  view: async <Kind>(page: unknown, request: unknown) =>
    viewPage({ page, request } as Parameters<typeof viewPage>[0]) as Kind,
};

const importReader: ImportReader = {
  read: async (bytes, rules, kind) =>
    readImport(bytes, rules, kind, { unpackBrotli, openDatabase: await snapshotOpener(), sha1 }),
};

/** What the API has beside the parser. */
export const readers = { viewer: viewerOfDocuments(pageViewer, documents), importReader };
