// Reads a backup of changedetection.io: a zip with one file of everything, or in later versions with a folder for each watch.
import { decodeText } from '../decode-text.ts';
import type { JobDraft } from '../draft.ts';
import type { Members } from '../../../system/differing-members.ts';
import { membersOf } from '../translate/value.ts';
import { readUrlList } from '../list/url-list.ts';
import { readEntries } from './read-entries.ts';
import { storeOf, foreignStore } from './store.ts';

/** Below the folder that it may be packed in. */
const STORE = /(?:^|\/)url-watches\.json$/;
const SETTINGS = /(?:^|\/)changedetection\.json$/;
const WATCH = /(?:^|\/)([\w-]{8,64})\/watch\.json$/;
const GROUP = /(?:^|\/)([\w-]{8,64})\/tag\.json$/;
const PROCESSOR = /(?:^|\/)([\w-]{8,64})\/restock_diff\.json$/;
const LIST = /(?:^|\/)url-list(?:-with-tags)?\.txt$/;
const READ = [STORE, SETTINGS, WATCH, GROUP, PROCESSOR, LIST];

export function isBackup(names: readonly string[]): boolean {
  return names.some((name) => STORE.test(name) || WATCH.test(name) || LIST.test(name));
}

export function isBackupEntry(name: string): boolean {
  return READ.some((form) => form.test(name));
}

export function readBackup(entries: ReadonlyMap<string, Uint8Array>): JobDraft[] {
  const json = (form: RegExp): [string, Members][] => objectsOf(entries, form);
  const processors = new Map(json(PROCESSOR));
  const watches = json(WATCH).map(([uuid, watch]): [string, Members] => {
    const restock = processors.get(uuid);
    return [uuid, restock === undefined ? watch : { ...watch, restock_diff: restock }];
  });
  const [[, settings] = ['', {}]] = json(SETTINGS);
  if (watches.length > 0)
    return readEntries(storeOf(membersOf(settings)['settings'] ?? settings, watches, json(GROUP)));
  const [[, whole] = ['', null]] = json(STORE);
  const store = foreignStore(whole);
  if (store !== null) return readEntries(store);
  const list = [...entries]
    .filter(([name]) => LIST.test(name))
    .toSorted(([one], [other]) => other.length - one.length)[0];
  return list === undefined ? [] : readUrlList(decodeText(list[1]));
}

/** By uuid, where the path has one. */
function objectsOf(entries: ReadonlyMap<string, Uint8Array>, form: RegExp): [string, Members][] {
  return [...entries].flatMap(([name, bytes]): [string, Members][] => {
    const [found, uuid = ''] = form.exec(name) ?? [];
    if (found === undefined) return [];
    try {
      const value: unknown = JSON.parse(decodeText(bytes));
      return [[uuid, membersOf(value)]];
    } catch {
      // It stays an entry, which is refused for want of an address.
      return [[uuid, {}]];
    }
  });
}
