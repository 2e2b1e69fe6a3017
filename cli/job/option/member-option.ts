// An option that sets one member of a job's configuration.

export interface MemberOption {
  readonly flags: string;
  readonly description: string;
  /** The member, as in `limits.maxPages`. */
  readonly member: string;
  /** How its text is read; absent: as it is. */
  readonly read?: (text: string) => unknown;
  /** What an option without a text sets. */
  readonly value?: boolean;
  readonly choices?: readonly string[];
  /** May be repeated: each adds to a list. */
  readonly isList?: boolean;
}
