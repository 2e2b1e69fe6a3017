// What was stored in clear before it was encrypted lies on in the log of the database. The embedded store can write its log
// anew without it; MongoDB can not be told to.
import type { Db } from 'mongodb';

/** True where the log holds nothing of former documents any more. */
export async function dropFormerDocuments(db: Db): Promise<boolean> {
  const { modules = [] } = await db.command({ buildInfo: 1 });
  if (!Array.isArray(modules) || !modules.includes('embedded-store')) return false;
  await db.command({ compact: 'jobs' });
  return true;
}
