// Backups that were taken of the installation. They are of all workspaces: others than the first learn when, and not where.
import { KEPT_BACKUPS } from '../../domain/upkeep/backup/backup-record.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import { workspaceOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { backupList } from '../schemas/backup.ts';
import { toBackupView } from '../views/backup-view.ts';

export function registerBackups(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/backups',
    {
      schema: { tags: ['health'], response: { 200: backupList } },
    },
    async (request) => {
      const items = (await ports.backups.latest(KEPT_BACKUPS)).map(toBackupView);
      const isOperator = workspaceOf(request) === DEFAULT_WORKSPACE;
      return { items: isOperator ? items : [], lastFinishedAt: items[0]?.finishedAt ?? null };
    },
  );
}
