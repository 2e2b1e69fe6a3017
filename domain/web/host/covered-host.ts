// Hosts that something belongs to, as a job names them: `shop.example`, `shop.example:8443`, `*.shop.example`.

/** Whether `host`, as `urlHost` names it, is one of them. A name with `www.` before it is the same host as without. */
export function coversHost(hosts: readonly string[], host: string): boolean {
  const asked = bare(host);
  return hosts.some((one) => {
    const named = one.toLowerCase();
    return named.startsWith('*.') ? asked.endsWith(named.slice(1)) : bare(named) === asked;
  });
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}
