// What the server sent as the document of a page that a browser opened: before a script of it ran.

/** What is known of it besides its bytes. */
export interface ServedFacts {
  /** Where it was answered from. Without its query where steps of the job led there, for forms write into queries what was filled in. */
  readonly url: string;
}

export interface ServedDocument extends ServedFacts {
  /** Decoded, and in UTF-8 whatever its charset was. */
  readonly html: Uint8Array;
}

/** At most one of the two; neither: it was not wanted, or the page is no HTML and is what the server sent. */
export interface Served {
  readonly served?: ServedDocument | undefined;
  /** Why it could not be had, in words. */
  readonly servedFault?: string | undefined;
}
