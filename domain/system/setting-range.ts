// The bounds of a whole number that an operator can set.

export interface SettingRange {
  /** Without the setting. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}
