// Well-behaved answers: a page, a page in another charset, a compressed page.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Handler } from './site.ts';

export function page(body: string, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
}

/** `Привет` in windows-1251, announced by the header or only by the page. */
export function windows1251Page(announcedBy: 'header' | 'meta'): Handler {
  const hello = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  const meta = Buffer.from(announcedBy === 'meta' ? '<meta charset="windows-1251">' : '');
  return (_request, response) => {
    const type = announcedBy === 'header' ? 'text/html; charset=windows-1251' : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(Buffer.concat([meta, hello]));
  };
}

const CODERS = {
  gzip: gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  'raw-deflate': deflateRawSync,
} as const;

export function compressedPage(body: string, coding: keyof typeof CODERS): Handler {
  return (_request, response) => {
    const name = coding === 'raw-deflate' ? 'deflate' : coding;
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': name })
      .end(CODERS[coding](body));
  };
}
