// The headers a proxy hands on: all but those that concern one connection only (RFC 9110 section 7.6.1).

const HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** `raw`: names and values by turns, as Node gives them; `instead` takes the place of what the sender wrote. */
export function withoutHopHeaders(
  raw: readonly string[],
  instead: Readonly<Record<string, string>> = {},
): string[] {
  const pairs = pairsOf(raw);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((one) => one.trim().toLowerCase()));
  const dropped = new Set([...HOP, ...named, ...Object.keys(instead)]);
  return [...Object.entries(instead), ...pairs.filter(([name]) => !dropped.has(name.toLowerCase()))].flat();
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return Array.from({ length: Math.floor(raw.length / 2) }, (_, at) => [
    raw[at * 2] ?? '',
    raw[at * 2 + 1] ?? '',
  ]);
}
