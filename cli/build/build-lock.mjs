// The lock under which one bootstrap at a time installs and builds in a clone. It names its holder, so that the
// lock of a process that is gone holds up nobody.
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** Waits for the lock of `root`; returns the function that gives it back. */
export function takeLock(root, { fail, say }) {
  const lock = join(root, '.webloom', 'bootstrap.lock');
  const own = `${process.pid} ${startTicks(process.pid)}`;
  const draft = `${lock}.${randomUUID()}`;
  try {
    fs.mkdirSync(dirname(lock), { recursive: true });
    fs.writeFileSync(draft, own, { flag: 'wx' });
  } catch (error) {
    fail(`can not write into ${root} (${error.code}): it installs and builds there; use a clone of your own`);
  }
  for (let waits = 0; !tryLink(draft, lock); waits += 1) {
    const holder = readText(lock);
    const [pid = '', ticks = ''] = (holder ?? '').split(' ');
    if (holder !== undefined && startTicks(Number(pid)) !== ticks) fs.rmSync(lock, { force: true });
    else if (waits === 0) say(`waiting for process ${pid}, which is installing or building here`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  fs.rmSync(draft, { force: true });
  const release = () => readText(lock) === own && fs.rmSync(lock, { force: true });
  process.once('exit', release);
  return release;
}

/** A hard link is created complete or not at all, and fails if the name exists. */
function tryLink(draft, lock) {
  try {
    fs.linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Start time of a process, so that a reused pid holds no lock; without /proc only whether it lives. */
function startTicks(pid) {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie is dead; its parent just has not noticed yet.
  if (fields !== undefined) return fields[0] === 'Z' ? 'gone' : fields[19];
  try {
    return process.kill(pid, 0) ? 'alive' : '';
  } catch (error) {
    return error.code === 'EPERM' ? 'alive' : 'gone';
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
