// What `docker compose config` prints, by the library of Docker Compose itself (compose-go, a Go module): files merged, variables put
// in, judged by the schema of the Compose specification. No Docker is needed. Built once on a machine, in seconds.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../../cli/stack/process/lock-file.ts';
import { lastLine, runCommand } from '../../../cli/stack/process/run-command.ts';
import { cacheFolder, findOnPath } from '../../../cli/stack/service/cache-folder.ts';
import { eventually } from '../eventually.ts';

const MODULE = 'github.com/compose-spec/compose-go/v2@v2.16.2';
const BUILD_MS = 300_000;
const RUN_MS = 30_000;

const PROGRAM = `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions(os.Args[1:], cli.WithOsEnv, cli.WithProfiles([]string{"*"}))
	if err == nil {
		if project, fault := options.LoadProject(context.Background()); fault != nil {
			err = fault
		} else {
			err = json.NewEncoder(os.Stdout).Encode(project)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`;

export interface ComposeTool {
  /** Throws with what is wrong with the files. `env`: what variables of the files are taken from, and nothing else. */
  readonly config: (files: readonly string[], env: Readonly<Record<string, string>>) => Promise<unknown>;
}

export async function provideCompose(): Promise<ComposeTool | { readonly reason: string }> {
  const env = process.env;
  const kept = join(cacheFolder(env), `compose-go-${MODULE.split('@v')[1]}`);
  const binary = join(kept, 'compose-config');
  if (!existsSync(binary)) {
    if (findOnPath('go', env).length === 0) return { reason: 'there is no go to build compose-go' };
    const fault = await buildOnce(kept);
    if (fault !== null) return { reason: `go could not build compose-go: ${fault}` };
  }
  return {
    async config(files, given) {
      const { ok, stdout, stderr } = await runCommand(binary, files, { env: given, timeoutMs: RUN_MS });
      if (!ok) throw new Error(stderr.trim());
      return JSON.parse(stdout) as unknown;
    },
  };
}

/** Null: it is there. */
async function buildOnce(kept: string): Promise<string | null> {
  mkdirSync(cacheFolder(process.env), { recursive: true });
  const lock = await eventually(() => {
    const attempt = lockFile(`${kept}.lock`);
    return attempt.held ? attempt : null;
  }, BUILD_MS);
  try {
    return existsSync(kept) ? null : await build(kept);
  } finally {
    lock.release();
  }
}

async function build(kept: string): Promise<string | null> {
  const folder = mkdtempSync(join(cacheFolder(process.env), 'fetch-'));
  writeFileSync(join(folder, 'main.go'), PROGRAM);
  const steps = [
    ['mod', 'init', 'webloom.test/compose-config'],
    ['get', MODULE],
    ['mod', 'tidy'],
    ['build', '-o', 'compose-config', '.'],
  ];
  for (const step of steps) {
    const options = { cwd: folder, env: process.env, timeoutMs: BUILD_MS };
    const { ok, stderr } = await runCommand('nice', ['go', ...step], options);
    if (ok) continue;
    rmSync(folder, { recursive: true, force: true });
    return lastLine(stderr);
  }
  renameSync(folder, kept);
  return null;
}
