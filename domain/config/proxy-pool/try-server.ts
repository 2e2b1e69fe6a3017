// Port to a look at a page by one server, for somebody who asks whether the server does.
import type { ProxyServer } from './schema.ts';

export interface ServerTrial {
  readonly answered: boolean;
  readonly ms: number;
  /** Of the answer; null: none came. */
  readonly status: number | null;
  /** The address from which the page was asked for, where the page says one; null: it says none. */
  readonly exitAddress: string | null;
  /** What went wrong, in words; null: nothing. */
  readonly detail: string | null;
}

/** `server`: its password in clear. */
export type TryServer = (server: ProxyServer, url: string) => Promise<ServerTrial>;
