// Runs a program that renders the pages, as a child: it tells by lines when it is warm and when it is done, and what it cost in between.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type TreeCost, WatchedTrees } from './watched-tree.ts';

interface ProgramCost extends TreeCost {
  readonly version: string;
}

/** Null: it can not be run here; why stands in `missing`. */
export type ProgramOutcome = ProgramCost | { readonly missing: string };

interface Told {
  readonly at: 'warm' | 'done' | 'missing';
  readonly version?: string;
  readonly why?: string;
}

export async function runProgram(args: readonly string[]): Promise<ProgramOutcome> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let trees: WatchedTrees | null = null;
  try {
    for await (const { at, version = '', why = '' } of toldBy(child)) {
      if (at === 'missing') return { missing: why };
      if (at === 'warm') trees = watch(child);
      else if (trees !== null) return { ...trees.end(), version };
    }
    throw new Error(`${args[0] ?? 'The program'} ended before it was done.`);
  } finally {
    trees?.end();
    child.stdin?.end();
    await ended;
  }
}

function watch({ pid }: ChildProcess): WatchedTrees {
  if (pid === undefined) throw new Error('A program that tells something has a process.');
  return new WatchedTrees([pid], pid);
}

async function* toldBy({ stdout }: ChildProcess): AsyncGenerator<Told> {
  if (stdout === null) return;
  for await (const line of createInterface({ input: stdout }))
    if (line.startsWith('{')) yield JSON.parse(line) as Told;
}
