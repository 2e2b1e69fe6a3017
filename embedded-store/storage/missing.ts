// The refusal of a data directory that lacks something: what is missing, what would be lost, what to do.
import type { Manifest } from './manifest.ts';

export class IncompleteStoreError extends Error {
  constructor(directory: string, what: string, manifest: Manifest | null) {
    super(
      `${directory} is not whole: ${what}. Nothing was changed. ${described(manifest)}Put back what is missing, or the ` +
        'whole directory from a backup; or start with --accept-loss to go on with what lies before it, the rest is kept aside.',
    );
    this.name = 'IncompleteStoreError';
  }
}

function described(manifest: Manifest | null): string {
  if (manifest === null) return '';
  const { snapshot, lastFrame } = manifest;
  const held = `The directory held at least ${lastFrame} groups of changes`;
  if (snapshot === null) return `${held}. `;
  const { documents, collections, frame } = snapshot;
  return `${held}; its snapshot stands for the first ${frame}: ${documents} documents in ${collections} collections. `;
}
