// Builds the workflow bundle once, after compiling: orchestrators start in one second instead of four.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = new URL('..', import.meta.url);
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('workflows/index.js', root)),
  logger: { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error, log() {} },
});
await writeFile(fileURLToPath(new URL('workflow-bundle.js', root)), code);
