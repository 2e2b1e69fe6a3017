// A step of the build: writes the package's client, `webloom/client`, from the description of the API.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../domain/system/version.ts';
import { clientTypes } from './client-types.ts';
import { describeAlone } from './describe-alone.ts';
import { readOperations } from './read-description.ts';

const FOLDER = fileURLToPath(new URL('../../client/', import.meta.url));

const api = await describeAlone();
const calls = Object.fromEntries(readOperations(api).map(({ id, call }) => [id, call]));
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}client.d.ts`, clientTypes(api, VERSION));
writeFileSync(
  `${FOLDER}client.js`,
  `// The API of Webloom ${VERSION}, made from its description by the build.
import { createClientOf } from './core.js';
export { WebloomError, everyItem, isWebloomError } from './core.js';
const CALLS = ${JSON.stringify(calls)};
export function createClient(options) {
  return createClientOf(CALLS, options);
}
`,
);
