// The pass that packs all archives of one job again, for jobs that are put away.
import { isUnused, NOTHING, rewrite, type RewritePorts, passThroughArchives } from './rewrite-archives.ts';
import { type CleanUpPass, FREED_NOTHING } from './pass.ts';

/** Returns the content packed again, or as it is if that is no larger. */
export type Pack = (entry: Uint8Array) => Promise<Uint8Array>;

export function createPackArchivesPass(ports: RewritePorts & { readonly pack: Pack }): CleanUpPass {
  return {
    name: 'packing',
    step: (order) =>
      passThroughArchives(ports, order, async ({ key, kept }) => {
        if (order.dryRun) return FREED_NOTHING;
        const mayDrop = await isUnused(ports, key);
        const bytes = await rewrite(ports, key, async (entry, index) =>
          kept.has(index) || !mayDrop ? ports.pack(entry) : NOTHING,
        );
        return { ...FREED_NOTHING, bytes };
      }),
  };
}
