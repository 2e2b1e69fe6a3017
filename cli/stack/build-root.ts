// The root folder of all parts of Webloom: of the build when this file is compiled, of the sources otherwise
// (tests, development). The bundled command lies as deep as this file, so the same relative path is right
// there. Also where that lies, and how the command is called there.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BUILD_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The clone, or the folder of the installed package. */
export const HOME_FOLDER = homeOf(BUILD_ROOT.replace(/\/$/, ''));

/** How people call the command: npm packs no lock file, so an installed package has none, and no clone to be called in. */
export const OWN_COMMAND = existsSync(join(HOME_FOLDER, 'package-lock.json')) ? './webloom' : 'npx webloom';

function homeOf(folder: string): string {
  return basename(folder) === 'dist' ? dirname(folder) : folder;
}
