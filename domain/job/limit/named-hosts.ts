// The different hosts that jobs name. Lists of jobs keep a host with a port twice, once without it.

export function namedHosts(listed: Iterable<string>): string[] {
  return [...new Set([...listed].map((host) => host.replace(/:\d+$/, '')))].toSorted();
}
