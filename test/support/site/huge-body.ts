// Bodies larger than anybody wants: announced, unannounced, or tiny until they are unpacked.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Handler } from './site.ts';

export function announcedBody(bytes: number): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(bytes) });
    response.write('<html>');
  };
}

/** Chunked, without end. */
export const endlessBody: Handler = endlessly(Buffer.alloc(64 * 1024, 'a'));

/** The same in paragraphs: a browser takes gigabytes to lay out one word of megabytes. */
export const endlessPage: Handler = endlessly(Buffer.from(`<p>${'a line '.repeat(300)}</p>\n`.repeat(30)));

function endlessly(chunk: Buffer): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const pump = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pump).on('close', () => response.off('drain', pump));
    pump();
  };
}

export function bomb(coding: 'gzip' | 'br', unpackedBytes: number): Handler {
  const zeros = Buffer.alloc(unpackedBytes);
  const body = coding === 'gzip' ? gzipSync(zeros) : brotliCompressSync(zeros);
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(body);
  };
}
