// Manifests as kubectl builds them, or kustomize where that alone is on PATH.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { runCommand } from '../../cli/stack/process/run-command.ts';
import { findOnPath } from '../../cli/stack/service/cache-folder.ts';

export const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const BUILD_MS = 60_000;

const kubectl = findOnPath('kubectl', process.env)[0];
const kustomize = findOnPath('kustomize', process.env)[0];
/** Empty, or why nothing can be built here. */
export const whyNot =
  kubectl === undefined && kustomize === undefined ? ': left out, there is no kubectl on PATH' : '';

/** `folder`: of deploy, or a whole path. */
export async function build(folder: string): Promise<string> {
  const [command, verb] = kubectl === undefined ? [kustomize ?? '', 'build'] : [kubectl, 'kustomize'];
  const options = { env: process.env, timeoutMs: BUILD_MS };
  const { ok, stdout, stderr } = await runCommand(command, [verb, resolve(DEPLOY, folder)], options);
  if (!ok) throw new Error(stderr);
  return stdout;
}

/** The base with one overlay alone. */
export async function buildWith(component: string): Promise<string> {
  const own = mkdtempSync(join(tmpdir(), 'webloom-own-'));
  try {
    const to = (name: string): string => relative(realpathSync(own), join(DEPLOY, name));
    const file = { resources: [to('kubernetes')], components: [to(`overlays/${component}`)] };
    writeFileSync(join(own, 'kustomization.yaml'), JSON.stringify(file));
    return await build(own);
  } finally {
    rmSync(own, { recursive: true });
  }
}

/** `Document`: what is looked at of each. */
export function parseManifests<Document>(text: string): Document[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Document);
}
