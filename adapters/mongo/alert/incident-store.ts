// Incidents in MongoDB. `openKey` is unique where it exists, so that something that lasts is one incident.
import type { Collection, Db } from 'mongodb';
import { INCIDENT_STATES } from '../../../domain/alert/incident/lifecycle.ts';
import type { Incident, IncidentStore } from '../../../domain/alert/incident/incident.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertMissing } from '../driver-error.ts';
import { idRange } from '../id-range.ts';
import { given } from '../../../domain/system/given.ts';

const SHAPE = documentShape('incidents', {
  _id: 'string',
  workspaceId: 'string',
  ruleId: 'string',
  state: 'string',
  v: 'number',
  told: 'number',
  startedAt: 'date',
});

/** Of one group; more than a rule tells one by one. */
const GROUP_LIMIT = 500;
/** Before every incident. */
const EVER = new Date(0);
const OPEN_STATES = INCIDENT_STATES.filter((state) => state !== 'resolved');

export function createIncidentStore(db: Db): IncidentStore {
  const incidents = db.collection<Incident>('incidents');
  return {
    async get(incidentId) {
      return checkedOrNull(await incidents.findOne({ _id: incidentId }), SHAPE);
    },
    async list({ workspaceId, states, ruleId, jobId, before, limit }) {
      const filter = {
        workspaceId,
        ...(states !== undefined && { state: { $in: [...states] } }),
        ...given({ ruleId, 'job.id': jobId }),
        ...(before !== undefined && { _id: { $lt: before } }),
      };
      return checkedAll(await incidents.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async countOpen(workspaceId) {
      const counts = await Promise.all(
        OPEN_STATES.map(
          async (state) => [state, await incidents.countDocuments({ workspaceId, state })] as const,
        ),
      );
      return new Map(counts.filter(([, count]) => count > 0));
    },
    async insert(some) {
      await insertMissing(incidents, some);
    },
    async replace({ _id, ...incident }, v) {
      return (await incidents.replaceOne({ _id, v }, { ...incident, v: v + 1 })).matchedCount > 0;
    },
    ...waiting(incidents),
    async open(openKey) {
      return checkedOrNull(await incidents.findOne({ openKey }), SHAPE);
    },
    async openOfKind(kind, limit) {
      const found = incidents.find({ openKey: idRange(kind) }).sort({ openKey: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async ofGroup(group) {
      return checkedAll(await incidents.find({ group }).limit(GROUP_LIMIT).toArray(), SHAPE);
    },
  };
}

/** What waits for its time. */
function waiting(
  incidents: Collection<Incident>,
): Pick<IncidentStore, 'nextDue' | 'due' | 'deferredBy' | 'stepsDue'> {
  const first = async (field: 'tellAt' | 'stepAt'): Promise<Date | null> => {
    // By the sparse index of the field: it has those alone that wait.
    const found = incidents.find({ [field]: { $gte: EVER } }).sort({ [field]: 1 });
    const [one] = await found
      .project<Pick<Incident, typeof field>>({ [field]: 1 })
      .limit(1)
      .toArray();
    return one?.[field] ?? null;
  };
  return {
    async nextDue() {
      const [tellAt, stepAt] = await Promise.all([first('tellAt'), first('stepAt')]);
      return { tellAt, stepAt };
    },
    async due(now, limit) {
      const found = incidents.find({ tellAt: { $lte: now } }).sort({ tellAt: 1, _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async stepsDue(now, limit) {
      const found = incidents.find({ stepAt: { $lte: now } }).sort({ stepAt: 1, _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async deferredBy({ workspaceId, windowId }, now, limit) {
      const found = incidents.find({ 'held.windowId': windowId, workspaceId, tellAt: { $gt: now } });
      return checkedAll(await found.sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
  };
}
