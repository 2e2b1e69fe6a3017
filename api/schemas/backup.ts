// Backups that were taken of this installation.
import { z } from 'zod';
import { time } from './paging.ts';

const backupView = z
  .object({
    backupId: z.string().describe('Its id; its manifest has the same'),
    place: z
      .string()
      .describe(
        'Where it was written to: a folder on the machine `host`, or `s3://bucket/prefix` with its server; a later one there replaces it',
      ),
    host: z.string().describe('Name of the machine it was taken on'),
    version: z.string().describe('Version of Webloom that took it'),
    startedAt: time.describe('It holds everything that was stored before this'),
    finishedAt: time.describe('When it was whole'),
    documents: z.number().describe('Documents of the database'),
    blobs: z.number().describe('Files with texts, bodies and what runs did'),
    bytes: z.number().describe('Room it takes'),
    missing: z.number().describe('Files that documents name and that were not there: 0 where all is well'),
  })
  .meta({ id: 'Backup' });

export const backupList = z.object({
  items: z.array(backupView).describe('Newest first, at most 100; empty for other workspaces than the first'),
  lastFinishedAt: time.nullable().describe('When the last one was finished; null: none was taken'),
});
export type BackupView = z.infer<typeof backupView>;
