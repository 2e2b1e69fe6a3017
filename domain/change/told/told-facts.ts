// What is known of the versions of a page that were told.
import type { Availability, FieldValue, TextBlock } from '../../reading/page/parsed-page.ts';

/** A version that was told, with what it is known by. */
export interface ToldFacts {
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly availability?: Availability | undefined;
  readonly at?: Date | undefined;
}

export interface ToldVersion extends ToldFacts {
  /** Null: they were not read, or are gone; the version is known by its hash alone. */
  readonly blocks: readonly TextBlock[] | null;
}
