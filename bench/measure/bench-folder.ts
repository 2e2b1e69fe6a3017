// A fresh folder for what a bench writes, in Webloom's cache. In a busy temporary folder, making one file can cost 0.7
// ms of CPU instead of 0.03 (ext4 steps over every inode that was freed there lately), and a bench would count that as
// Webloom's.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CREATED = new Set<string>();

export function createBenchFolder(): string {
  const root = join(homedir(), '.cache', 'webloom', 'bench');
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'run-'));
  CREATED.add(folder);
  return folder;
}

export function removeBenchFolder(folder: string): void {
  if (CREATED.delete(folder)) rmSync(folder, { recursive: true, force: true });
}
