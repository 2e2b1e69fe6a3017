// How large proxy pools may be, and how patient Webloom is with their servers.

/** Pools of a workspace. */
export const MAX_PROXY_POOLS = 100;
export const MAX_PROXY_SERVERS = 50;
export const MAX_POOL_HOSTS = 200;
/** A user or a password; SOCKS5 takes no longer one (RFC 1929). */
export const MAX_PROXY_LOGIN = 255;
/** Connections in a row that failed by the fault of a server, after which it is left alone. */
export const AWAY_IN_A_ROW = 3;
/** Targets in a row that a server did not reach, each another one, after which it is left alone: one alone may be at fault itself. */
export const UNREACHED_IN_A_ROW = 5;
/** The first time that it is left alone; doubled with each that follows. */
export const FIRST_OPEN_MS = 5_000;
export const MAX_OPEN_MS = 300_000;
/** How long one page has to find out whether a server is back, before another one may try. */
export const PROBE_MS = 20_000;
/** Ports that a server may have besides those from 1024 up. */
export const PROXY_PORTS: readonly number[] = [80, 443];
/** Servers that a process tells of with its signs of life. */
export const MAX_TOLD_SERVERS = 50;
