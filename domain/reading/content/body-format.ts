// The format of a body: by the content type that the server names, and by the first characters where there is no type
// or the type is known to be wrong often.
import { isReadable } from '../../web/fetch/binary-body.ts';

export type BodyFormat = 'html' | 'xml' | 'json' | 'text';

const START_CHARS = 1_024;
const HTML_ROOT = /<(?:!doctype\s+html|html[\s>])/i;
/** What may stand before the root of a document: declarations and comments. */
const PROLOG = String.raw`^(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*|<!doctype\s+(?:rss|feed|rdf|channel)[^>]*>\s*)*`;
const FEED_START = new RegExp(String.raw`${PROLOG}<(?:[a-z][\w-]*:)?(?:rss|feed|rdf|channel)[\s/>]`, 'i');
/** The start of an XML document that is no web page. */
const XML_START = /^<\?xml[^>]*>|^<(?:urlset|sitemapindex)[\s>]/i;

/** `contentType`: the header's value, or its media type alone; empty when the server sent none. */
export function bodyFormat(contentType: string, body: string): BodyFormat {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const start = body
    .slice(0, START_CHARS)
    .replace(/^\ufeff/, '')
    .trimStart();
  // Blogs often send their feed as HTML.
  if (/html/.test(type)) return FEED_START.test(start) ? 'xml' : 'html';
  if (/xml/.test(type)) return HTML_ROOT.test(start) ? 'html' : 'xml';
  if (/json/.test(type)) return 'json';
  if (type !== '') return 'text';
  return unnamedFormat(start);
}

/** Of a stored body by its type alone: documents and files were read as the web pages that say the same. */
export function storedFormat(contentType: string): BodyFormat {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return isReadable(type) && !type.endsWith('/rtf') ? bodyFormat(contentType, '') : 'html';
}

/** Whether a text that ought to be data is a page for people, as servers send when something is wrong. XHTML is XML too. */
export function isWebPage(text: string): boolean {
  const start = text
    .slice(0, START_CHARS)
    .replace(/^\ufeff/, '')
    .trimStart();
  return /^<(?:!doctype\s+html\s*>|html[\s>](?![^>]*xmlns))/i.test(start);
}

/** Servers that name no type mostly send HTML. */
function unnamedFormat(start: string): BodyFormat {
  if ((XML_START.test(start) || FEED_START.test(start)) && !HTML_ROOT.test(start)) return 'xml';
  if (/^[[{]/.test(start)) return 'json';
  return start === '' || /<[a-z!]/i.test(start) ? 'html' : 'text';
}
