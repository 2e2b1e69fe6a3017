// Answers that are not quite HTTP, or more of it than anybody should take.
import type { Handler } from './site.ts';

export function raw(text: string): Handler {
  return (_request, response) => response.socket?.end(text);
}

export function bigHeaders(bytes: number): Handler {
  return raw(`HTTP/1.1 200 OK\r\nx-big: ${'a'.repeat(bytes)}\r\ncontent-length: 2\r\n\r\nok`);
}
