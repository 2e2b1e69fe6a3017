// A parse thread that is kept between previews: starting one takes a second on a busy machine, and people look at several
// pages in a row. It goes when nobody has looked at one for a while.
import type { PageParser } from '../../domain/run/stage/page-parser.ts';

type OpenParser = PageParser & { close(): Promise<void> };

const IDLE_MS = 300_000;

/** The returned function lends the parser; closing what it gives only gives it back. */
export function keepParser(open: () => OpenParser): () => OpenParser {
  let parser: OpenParser | null = null;
  let users = 0;
  let idle: NodeJS.Timeout | null = null;
  const drop = (): void => {
    void parser?.close();
    parser = null;
  };
  return () => {
    if (idle !== null) clearTimeout(idle);
    const lent = parser ?? open();
    parser = lent;
    users += 1;
    return {
      parse: (requests, options) => lent.parse(requests, options),
      close: async () => {
        users -= 1;
        if (users > 0) return;
        idle = setTimeout(drop, IDLE_MS);
        idle.unref();
      },
    };
  };
}
