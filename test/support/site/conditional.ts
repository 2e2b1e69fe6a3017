// A page with validators: 304 to whoever has it already.
import type { Handler } from './site.ts';

export function conditionalPage(body: string, etag: string, lastModified: string): Handler {
  return (request, response) => {
    const isSame =
      request.headers['if-none-match'] === etag ||
      (request.headers['if-none-match'] === undefined &&
        request.headers['if-modified-since'] === lastModified);
    const headers = { etag, 'last-modified': lastModified, 'content-type': 'text/html' };
    if (isSame) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(body);
  };
}
