// Where the API may listen: outside loopback only with an API key.
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** True when anybody on the network could use the API. */
export function isOpenToNetwork(host: string, apiKey: string | null): boolean {
  return apiKey === null && !isLoopbackName(host);
}
