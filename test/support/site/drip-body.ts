// Sends a body one byte at a time, never long enough idle to look dead.
import type { Handler } from './site.ts';

export const drippingBody: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write('a'), 20);
  response.on('close', () => clearInterval(timer));
};
