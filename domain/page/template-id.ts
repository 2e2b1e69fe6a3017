// The id of a template: `<jobId>:<host>`, the host as `urlHost` names it.
import { ownedId } from '../owned-id.ts';

export function templateId(jobId: string, host: string): string {
  return ownedId(jobId, host);
}
