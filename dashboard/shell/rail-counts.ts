// The numbers in the rail: how many jobs there are, what is unread, what needs somebody.
export interface RailCount {
  readonly value: number;
  /** For readers, after the number. */
  readonly what: string;
  /** Asks for attention. */
  readonly hot: boolean;
}

export function useRailCounts(): Readonly<Partial<Record<string, RailCount>>> {
  return {};
}
