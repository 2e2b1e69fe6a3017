// The id of a template: `<jobId>:<host>`, with the host as `urlHost` gives it.
import { ownedId } from '../system/owned-id.ts';

export function templateId(jobId: string, host: string): string {
  return ownedId(jobId, host);
}
