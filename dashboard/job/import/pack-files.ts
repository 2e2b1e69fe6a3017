// Several files that are imported together, as one archive: a job list with the database of its tool beside it.

/** What packs is loaded where there are several. */
export async function packFiles(files: readonly File[]): Promise<File> {
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0) return first;
  const { packZip } = await import('../../../domain/reading/content/archive/pack-zip.ts');
  const packed = new Map<string, Uint8Array>();
  for (const file of files) {
    const name = packed.has(file.name) ? `${packed.size}-${file.name}` : file.name;
    packed.set(name, new Uint8Array(await file.arrayBuffer()));
  }
  return new File([packZip(packed).slice()], namesOf(files), { type: 'application/zip' });
}

export function namesOf(files: readonly File[]): string {
  return files.map(({ name }) => name).join(', ');
}
