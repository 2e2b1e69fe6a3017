// The turns of the monitor that look after what is stored: it is measured, and what is too old is forgotten.
import { forgetAudit } from '../../domain/system/audit/forget-audit.ts';
import { packAgain } from '../../activities/compress-content.ts';
import { putJobsAway } from '../../domain/upkeep/clean-up/put-away.ts';
import { measureJobs } from '../../domain/upkeep/clean-up/storage.ts';
import { createMayDelete } from '../../domain/system/lock/deletion-lock.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import type { Foundation } from '../wiring/foundation.ts';
import type { Task } from './task.ts';
import type { StartTurn } from './turns.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';

export function storageTurns(foundation: Foundation, startTurn: StartTurn): readonly Task[] {
  const { mongo, blobs, clock } = foundation;
  const { audit, jobs, versions, storage, locks } = mongo;
  const away = {
    ...toControlPorts(foundation),
    jobs,
    versions,
    storage,
    blobs,
    mayDelete: createMayDelete({ locks, clock }),
    pack: packAgain,
  };
  return [
    startTurn('audit', HOUR_MS, 30 * SECOND_MS, (mayGoOn) => forgetAudit({ audit, clock }, mayGoOn)),
    startTurn('archived jobs', 20 * SECOND_MS, MINUTE_MS, (mayGoOn) => putJobsAway(away, mayGoOn)),
    startTurn('clean-up schedule', HOUR_MS, MINUTE_MS, () => foundation.engine.keepCleanUpSchedule()),
    startTurn('storage', 5 * MINUTE_MS, MINUTE_MS, (mayGoOn) =>
      measureJobs({ ...mongo, blobs, clock }, mayGoOn),
    ),
  ];
}
