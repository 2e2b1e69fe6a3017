// One page to inspect: its text and where it came from.

export interface InspectCase {
  readonly html: string;
  readonly url?: string | null;
}
