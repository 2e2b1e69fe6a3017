// Addresses of the dashboard, which the API serves.
interface Place {
  readonly jobId?: string;
  readonly runId?: string;
}

export function dashboardUrl(apiUrl: string, { jobId, runId }: Place = {}): string {
  const place = runId === undefined ? (jobId === undefined ? [] : ['jobs', jobId]) : ['runs', runId];
  return new URL(place.join('/'), apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`).href;
}
