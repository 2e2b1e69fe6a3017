// Reads a book (EPUB): the texts of its chapters in their order.
import { Parser } from 'htmlparser2';
import { type DocumentText, UnreadableDocument } from './document-text.ts';
import { openOffice } from './office-archive.ts';
import { readXml, xmlValue } from './read-xml.ts';
import { TextDraft } from './text-draft.ts';

const CONTAINER = 'META-INF/container.xml';
const ENCRYPTION = 'META-INF/encryption.xml';
const MARKUP = /\.(?:xhtml|html?|xml|opf)$/i;
/** Ways to make a font useless outside of its book; the text is not encrypted. */
const FONT_METHODS = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/;
const SILENT = new Set(['head', 'script', 'style', 'svg', 'template']);
const LINES = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul'.split(
    ' ',
  ),
);

export function readEpub(body: Uint8Array): DocumentText {
  const archive = openOffice(body, (name) => MARKUP.test(name));
  if (isEncrypted(archive.text(ENCRYPTION)))
    throw new UnreadableDocument('document-locked', 'The book is encrypted for the programs of a shop.');
  const place = packagePath(archive.text(CONTAINER));
  const xml = archive.text(place);
  if (xml === '') throw new UnreadableDocument('document-broken', 'The book has no list of its chapters.');
  const draft = new TextDraft();
  for (const chapter of chaptersOf(xml, place)) readChapter(archive.text(chapter), draft);
  return {
    title: xmlValue(xml, 'dc:title'),
    lang: xmlValue(xml, 'dc:language'),
    sections: [{ kind: 'whole', name: '', blocks: draft.blocks }],
  };
}

function isEncrypted(xml: string): boolean {
  let found = false;
  readXml(xml, {
    open: (name, { Algorithm = '' }) => {
      if (/(?:^|:)EncryptionMethod$/.test(name) && !FONT_METHODS.test(Algorithm)) found = true;
    },
  });
  return found;
}

function packagePath(xml: string): string {
  let path = '';
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'rootfile' && path === '') path = attributes['full-path'] ?? '';
    },
  });
  return path;
}

/** Paths of the chapters in the order in which they are read. */
function chaptersOf(xml: string, place: string): string[] {
  const items = new Map<string, string>();
  const order: string[] = [];
  readXml(xml, {
    open: (name, { id = '', href = '', idref = '' }) => {
      if (/(?:^|:)item$/.test(name)) items.set(id, href);
      else if (/(?:^|:)itemref$/.test(name)) order.push(idref);
    },
  });
  return order.flatMap((id) => resolved(items.get(id), place) ?? []);
}

/** The path of an entry as another one names it. */
function resolved(href: string | undefined, place: string): string | null {
  if (href === undefined || !URL.canParse(href, `http://book/${place}`)) return null;
  const { pathname } = new URL(href, `http://book/${place}`);
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return null;
  }
}

function readChapter(html: string, draft: TextDraft): void {
  let silent = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      if (silent > 0 || SILENT.has(name)) silent += 1;
      else openElement(name, draft);
    },
    ontext: (text) => {
      if (silent === 0) draft.add(text);
    },
    onclosetag: (name) => {
      if (silent > 0) silent -= 1;
      else closeElement(name, draft);
    },
  });
  parser.end(html);
  draft.endLine();
}

function openElement(name: string, draft: TextDraft): void {
  if (LINES.has(name)) draft.endLine();
  if (/^h[1-6]$/.test(name)) draft.name('heading');
  else if (name === 'li') draft.name('item');
  else if (name === 'tr') draft.beginRow();
}

function closeElement(name: string, draft: TextDraft): void {
  if (LINES.has(name)) draft.endLine();
  else if (name === 'td' || name === 'th') draft.endCell();
  else if (name === 'tr') draft.endRow();
}
