// What is kept for how long in the caller's workspace, read from the rules that clean it.
import { SESSION_DAYS } from '../../../domain/system/access/session.ts';
import { AUDIT_DAYS } from '../../../domain/system/audit/audit-entry.ts';
import { type Retention, retentionOf } from '../../../domain/config/retention/retention.ts';
import { HISTORY_DAYS, UNSEEN_DAYS } from '../../../domain/upkeep/clean-up/rows/judge-row.ts';
import { capRetention } from '../../../domain/job/limit/cap-retention.ts';
import { limitsOf } from '../../../domain/job/limit/plan.ts';
import { REMOVAL_DAYS } from '../../../domain/job/verb/removal.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { retention } from '../../schemas/access/retention.ts';

export function registerRetention(app: ApiServer, { workspaces, planBook }: ApiPorts): void {
  app.get(
    '/v1/retention',
    { schema: { tags: ['access'], response: { 200: retention } } },
    async (request) => {
      const workspace = await workspaces.get(workspaceOf(request));
      const wanted = retentionOf(workspace?.retention);
      return { items: itemsOf(capRetention(wanted, limitsOf(planBook, workspace?.plan))) };
    },
  );
}

type Item = readonly [what: string, days: number | null, setting?: keyof Retention];

function itemsOf(kept: Retention) {
  const items: readonly Item[] = [
    ['Pages as they are now, changes and prices', null],
    ['Runs with their counts and receipts', null],
    ['Every version of a page; older ones are thinned out', kept.versionsDays, 'versionsDays'],
    ['How each page of a run ended, at hand', kept.runDetailsDays, 'runDetailsDays'],
    ['The same, packed into one file', kept.packedRunsDays, 'packedRunsDays'],
    ['Events, as streams replay them', kept.eventsDays, 'eventsDays'],
    ['Messages that were delivered', kept.deliveriesDays, 'deliveriesDays'],
    ['Messages that were given up', kept.deliveriesDays * 2],
    ['Alerts that are over, actions on many jobs', HISTORY_DAYS],
    ['Hosts and processes long unseen', UNSEEN_DAYS],
    ['The audit', AUDIT_DAYS],
    ['What removing a job freed', REMOVAL_DAYS],
    ['Logins of the dashboard, at most', SESSION_DAYS],
  ];
  return items.map(([what, days, setting = null]) => ({ what, days, setting, cleaned: days !== null }));
}
