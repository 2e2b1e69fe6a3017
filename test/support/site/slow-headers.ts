// Takes the request and says nothing, or sends header bytes one by one for ever.
import type { Handler } from './site.ts';

export const silent: Handler = () => undefined;

export const drippingHeaders: Handler = (_request, response) => {
  const { socket } = response;
  socket?.write('HTTP/1.1 200 OK\r\nx-slow: ');
  const timer = setInterval(() => socket?.write('a'), 20);
  socket?.on('close', () => clearInterval(timer));
};
