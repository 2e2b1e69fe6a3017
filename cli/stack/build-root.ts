// The folder all parts of Webloom lie in: of the build when this is compiled, of the sources otherwise (tests, development).
// The bundled command lies as deep as this file, so that the same way leads there.
import { fileURLToPath } from 'node:url';

export const BUILD_ROOT = fileURLToPath(new URL('../..', import.meta.url));
