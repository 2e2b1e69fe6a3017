// Read-only mode: whatever changes something is refused, with who wanted that and how it is left. Routes that change
// nothing although they are no GET go on, and so do logging in and the emergency stop itself.
import { holdError } from '../../domain/job/hold/hold-of-job.ts';
import { readOnlyOf } from '../../domain/job/hold/hold-over.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { isReading } from '../http/route-scope.ts';

const ALLOWED = new Set(['/v1/emergency', '/v1/emergency/:holdId', '/v1/session']);

export function refuseChanges(app: ApiServer, { holds }: Pick<ApiPorts, 'holds'>): void {
  app.addHook('preHandler', async ({ method, routeOptions: { url, config } }) => {
    if (isReading(method) || url === undefined || config.audit === false || ALLOWED.has(url)) return;
    const hold = readOnlyOf(holds.standing());
    if (hold !== null) throw holdError(hold, 'read-only');
  });
}
