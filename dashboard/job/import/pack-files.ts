// Files that are imported together, as the rule of imports says it, each group as one file or archive.
import { groupImportFiles, type ImportFile } from '../../../domain/upkeep/import/file-groups.ts';

interface ChosenFile extends ImportFile {
  readonly file: File;
}

const HEAD_BYTES = 16;
const YAML_NAME = /\.ya?ml$/i;

/** In the order in which they are sent. */
export async function packGroups(files: readonly File[]): Promise<File[]> {
  const chosen: ChosenFile[] = [];
  for (const file of files)
    chosen.push({ file, head: new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()) });
  const groups = await groupImportFiles(chosen, async ({ file }) => isJobList(file, files));
  const packed: File[] = [];
  for (const group of groups) packed.push(await packFiles(group.map(({ file }) => file)));
  return packed;
}

export function namesOf(files: readonly File[]): string {
  return files.map(({ name }) => name).join(', ');
}

/** By its name; where no file is named so, any may be one. The answer names what of an archive was not read. */
function isJobList({ name }: File, files: readonly File[]): boolean {
  return YAML_NAME.test(name) || !files.some((file) => YAML_NAME.test(file.name));
}

/** What packs is loaded where there are several. */
async function packFiles(files: readonly File[]): Promise<File> {
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
