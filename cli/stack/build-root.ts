// The root folder of all parts of Webloom: of the build when this file is compiled, of the sources otherwise
// (tests, development). The bundled command lies as deep as this file, so the same relative path is right
// there.
import { fileURLToPath } from 'node:url';

export const BUILD_ROOT = fileURLToPath(new URL('../..', import.meta.url));
