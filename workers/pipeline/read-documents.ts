// Puts the reader of documents before those of pages: a document comes to them as the web page that says the same.
import { createHash } from 'node:crypto';
import {
  fileDocument,
  isDocumentOrFile,
  plainFile,
} from '../../domain/reading/content/document/plain-file.ts';
import { writeDocument, type DocumentForm } from '../../domain/reading/content/document/write-document.ts';
import { documentKind } from '../../domain/reading/content/document/document-kind.ts';
import type { DocumentReader } from '../../domain/reading/content/document/document-reader.ts';
import type { PageViewer, ViewedBody } from '../../domain/job/preview/page-viewer.ts';
import type { SelectorFinder } from '../../domain/config/selector/selector-finder.ts';
import type {
  PageParser,
  ParseOptions,
  ParseReply,
  ParseRequest,
} from '../../domain/run/stage/page-parser.ts';

const PAGE_TYPE = 'text/html; charset=utf-8';

export function parserOfDocuments(parser: PageParser, reader: DocumentReader): PageParser {
  return {
    parse: async (requests, options) => {
      const isDocument = requests.map(isDocumentOrFile);
      if (!isDocument.includes(true)) return parser.parse(requests, options);
      const pages = parser.parse(
        requests.filter((_, at) => isDocument[at] === false),
        options,
      );
      const documents = requests
        .filter((_, at) => isDocument[at] === true)
        .map((request) => parseDocument({ parser, reader, options }, request));
      const [readPages, readDocuments] = [(await pages).values(), (await Promise.all(documents)).values()];
      return isDocument.map((one) => (one ? readDocuments : readPages).next().value ?? LOST);
    },
  };
}

const LOST: ParseReply = { ok: false, reason: 'parse-failed', detail: 'the document has no answer' };

interface Parsing {
  readonly parser: PageParser;
  readonly reader: DocumentReader;
  readonly options: ParseOptions;
}

async function parseDocument(
  { parser, reader, options }: Parsing,
  request: ParseRequest,
): Promise<ParseReply> {
  const read = await asPage(reader, request, 'lines');
  if (!read.ok) return read;
  const [reply] = await parser.parse([read.page], forDocuments(options));
  return reply ?? LOST;
}

/** What a job says of the form of its pages is meant for what a site sends as text. */
function forDocuments(options: ParseOptions): ParseOptions {
  const { watched } = options;
  return watched === null
    ? options
    : { ...options, watched: { ...watched, format: 'auto', compare: 'text' } };
}

type AsPage =
  | { readonly ok: true; readonly page: ViewedBody }
  | Extract<Awaited<ReturnType<DocumentReader['read']>>, { ok: false }>;

async function asPage(reader: DocumentReader, file: ViewedBody, form: DocumentForm): Promise<AsPage> {
  const { url, body, contentType } = file;
  const toPage = (html: string): AsPage => ({
    ok: true,
    page: { url, contentType: PAGE_TYPE, body: Buffer.from(html) },
  });
  const kind = documentKind(body) === null ? plainFile(body, contentType) : null;
  if (kind !== null) {
    const hash = createHash('sha256').update(body).digest('hex');
    return toPage(writeDocument(fileDocument({ url, kind, bytes: body.length, hash }), form));
  }
  const read = await reader.read(body, url, form);
  return read.ok ? toPage(read.html) : read;
}

/** A document that can not be read has no views. Sitemaps and feeds may be packed: whoever lists what they name unpacks them. */
export function viewerOfDocuments(viewer: PageViewer, reader: DocumentReader): PageViewer {
  return {
    view: async (page, request) => {
      if (request.view === 'entries' || !isDocumentOrFile(page)) return viewer.view(page, request);
      const read = await asPage(reader, page, request.view === 'content' ? 'tables' : 'lines');
      return read.ok ? viewer.view(read.page, request) : null;
    },
  };
}

export function finderOfDocuments(finder: SelectorFinder, reader: DocumentReader): SelectorFinder {
  return {
    find: async (pages, wanted) => {
      const read = await Promise.all(
        pages.map(async (page) =>
          isDocumentOrFile(page) ? asPage(reader, page, 'lines') : { ok: true as const, page },
        ),
      );
      return finder.find(
        read.flatMap((one) => (one.ok ? one.page : [])),
        wanted,
      );
    },
  };
}
