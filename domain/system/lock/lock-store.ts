// Port for named leases: work that only one process should do at a time (sweeps, migrations). A lease ends by itself.
export interface LockStore {
  /** True when the lease is ours until `until` (epoch ms); a holder may renew its own. */
  acquire(name: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Gives the lease back; nothing happens when somebody else holds it. */
  release(name: string, holder: string): Promise<void>;
  /** Who holds it; null: nobody. */
  holder(name: string, now: number): Promise<string | null>;
}
