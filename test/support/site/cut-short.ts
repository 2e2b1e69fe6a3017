// Bodies that end before they should: by length, by chunk, by compression, by reset.
import { gzipSync } from 'node:zlib';
import type { Handler } from './site.ts';

/** Announces more than it sends, then closes. */
export const shorterThanAnnounced: Handler = (_request, response) => {
  response.socket?.end(
    'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 500\r\n\r\n<html>half a page',
  );
};

/** Chunked, closed without the last chunk. */
export const missingLastChunk: Handler = (_request, response) => {
  response.socket?.end(
    'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<html\r\n',
  );
};

/** The transfer is whole, the gzip stream in it is not. */
export const truncatedGzip: Handler = (_request, response) => {
  const body = gzipSync('<html>a page long enough to be cut in two</html>').subarray(0, 30);
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(body);
};

export const resetBeforeAnswer: Handler = (_request, response) => {
  response.socket?.resetAndDestroy();
};

export const resetInBody: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '500' });
  response.write('<html>', () => response.socket?.resetAndDestroy());
};
