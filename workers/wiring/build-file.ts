// Files of the build that a process reads. A compiled module lies two folders below the build, a bundled one too, and the
// source of this one two folders below the repository.
import { fileURLToPath } from 'node:url';

/** `path`: relative to the build, or to the repository when the process runs from source. */
export function buildFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
