// The package that `npm pack` makes: it holds what a build made and none of its sources. How its build is marked as whole, and
// how an installed one is known, which has nothing to install or build. Node's own modules only.
import * as fs from 'node:fs';
import { join } from 'node:path';
import { BUNDLES } from './bundles.mjs';

/** Written into the build before it is packed; names what has to be there, and no source. */
const MARK = 'dist/.webloom-packed.json';

/** Whether this is an installed package: npm packs no lock file, and a clone has one. */
export function isPacked(root) {
  return fs.existsSync(join(root, MARK)) && !fs.existsSync(join(root, 'package-lock.json'));
}

/** The first file of an installed package that is not there; undefined where it is whole. */
export function missingFile(root) {
  const { files } = JSON.parse(fs.readFileSync(join(root, MARK), 'utf8'));
  return files.find((file) => !fs.existsSync(join(root, file)));
}

/** Readies a build for `npm pack`: marks it as whole. Throws where it is not. */
export function readyToPack(root) {
  const programs = Object.values(BUNDLES).flatMap(({ folder, programs: entries }) =>
    Object.keys(entries).map((name) => `dist/${folder}/${name}.js`),
  );
  const files = [
    ...programs,
    'dist/client/client.js',
    'dist/client/client.d.ts',
    'dist/dashboard/index.html',
    'dist/embedded-store/main.js',
    'dist/workflow-bundle.js',
    'dist/workflow-bundle-traced.js',
  ];
  const lacking = files.filter((file) => !fs.existsSync(join(root, file)));
  if (lacking.length > 0) throw new Error(`the build lacks ${lacking.join(', ')}`);
  fs.writeFileSync(join(root, MARK), `${JSON.stringify({ files })}\n`);
}
