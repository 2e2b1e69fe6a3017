// Ways to somewhere else.
import type { Handler } from './site.ts';

export function redirect(location: string, status = 302): Handler {
  return (_request, response) => {
    response.writeHead(status, { location }).end('moved');
  };
}

/** `/n?1` leads to `/n?2` leads to `/n?3` … */
export const endlessRedirects: Handler = (request, response) => {
  const [path = '/', step = '0'] = (request.url ?? '/').split('?');
  response.writeHead(302, { location: `${path}?${Number(step) + 1}` }).end();
};

/** A redirect whose own body never ends. */
export function redirectWithEndlessBody(location: string): Handler {
  return (_request, response) => {
    response.writeHead(302, { location });
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const pump = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pump).on('close', () => response.off('drain', pump));
    pump();
  };
}

/** Answers at its own address once its cookie comes back. */
export const wantsCookie: Handler = ({ headers }, response) => {
  if (headers.cookie === 'seen=1') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>in');
  else response.writeHead(302, { location: '/wants-cookie', 'set-cookie': 'seen=1; HttpOnly' }).end();
};
