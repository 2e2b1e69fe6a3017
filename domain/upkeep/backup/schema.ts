// The form of a manifest, which comes from a file that anybody may have written.
import { z } from 'zod';

/** Relative, without a way out of the folder of the backup. */
const path = z.string().regex(/^(?!.*(^|\/)\.\.(\/|$))[\w.-]+(\/[\w.-]+)*$/);
const file = z.object({ path, bytes: z.int().nonnegative(), sha256: z.string().length(43) });

export const manifestSchema = z.object({
  kind: z.literal('webloom-backup'),
  format: z.int().positive(),
  backupId: z.string(),
  version: z.string(),
  database: z.string(),
  storeId: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  collections: z.array(
    z.object({
      name: z.string().regex(/^[\w.-]+$/),
      documents: z.int().nonnegative(),
      indexes: z.array(
        z.object({
          key: z.record(z.string(), z.number()),
          name: z.string(),
          unique: z.boolean(),
          sparse: z.boolean(),
        }),
      ),
      file,
    }),
  ),
  blobs: z.object({ files: z.int().nonnegative(), bytes: z.int().nonnegative(), list: file }),
  missing: z.int().nonnegative(),
  secretKey: file.nullable(),
});
