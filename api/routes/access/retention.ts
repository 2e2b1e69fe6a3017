// What is kept for how long, read from the rules that clean it.
import { SESSION_DAYS } from '../../../domain/access/session.ts';
import { AUDIT_DAYS } from '../../../domain/audit/audit-entry.ts';
import { REMOVAL_DAYS } from '../../../domain/removal/removal.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { retention } from '../../schemas/access/retention.ts';

const UNTIL_REMOVED = { days: null, cleaned: false };

export function registerRetention(app: ApiServer): void {
  app.get('/v1/retention', { schema: { tags: ['access'], response: { 200: retention } } }, () => ({
    items: [
      { what: 'Versions of pages, changes and prices', ...UNTIL_REMOVED },
      { what: 'Runs and how each of their pages ended', ...UNTIL_REMOVED },
      { what: 'Events of jobs, as streams replay them', ...UNTIL_REMOVED },
      { what: 'The audit', days: AUDIT_DAYS, cleaned: true },
      { what: 'What removing a job freed', days: REMOVAL_DAYS, cleaned: true },
      { what: 'Logins of the dashboard, at most', days: SESSION_DAYS, cleaned: true },
    ],
  }));
}
