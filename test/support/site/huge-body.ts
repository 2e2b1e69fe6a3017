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
export const endlessBody: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const pump = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pump).on('close', () => response.off('drain', pump));
  pump();
};

export function bomb(coding: 'gzip' | 'br', unpackedBytes: number): Handler {
  const zeros = Buffer.alloc(unpackedBytes);
  const body = coding === 'gzip' ? gzipSync(zeros) : brotliCompressSync(zeros);
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(body);
  };
}
