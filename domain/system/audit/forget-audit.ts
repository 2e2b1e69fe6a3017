// Deletes entries of the audit that are older than it is kept, some at a time.
import type { Clock } from '../clock.ts';
import { AUDIT_DAYS, type AuditStore } from './audit-entry.ts';
import { DAY_MS } from '../duration.ts';

const AT_ONCE = 500;

/** Ends early when it may not go on; the next turn does the rest. */
export async function forgetAudit(
  { audit, clock }: { readonly audit: Pick<AuditStore, 'forget'>; readonly clock: Clock },
  mayGoOn: () => Promise<boolean>,
): Promise<void> {
  const before = new Date(clock.now().getTime() - AUDIT_DAYS * DAY_MS);
  while ((await audit.forget(before, AT_ONCE)) === AT_ONCE && (await mayGoOn()));
}
