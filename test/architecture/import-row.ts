// A row of the import map, and the folders that have none.

/** They may import anything: they check and measure the rest. */
export const FREE_FOLDERS = ['test', 'bench'];

export interface ImportRow {
  /** A folder, or one file where it may do more than its folder. */
  readonly path: string;
  /** Own folders that may be imported by value; its own folder always may. */
  readonly may?: readonly string[];
  /** Own folders or files of which only types may be imported. */
  readonly mayType?: readonly string[];
  readonly npm?: readonly string[];
  readonly npmType?: readonly string[];
  /** Modules of Node; absent = none. */
  readonly node?: 'all' | 'type';
}
