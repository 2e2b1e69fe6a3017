// How large a page is shown, and what rendering it may cost. Beyond a bound its rendering ends; time and the size of its text are bounded by the fetch itself.

export interface RenderBounds {
  /** Requests of the page; pictures, fonts and media, which are not loaded, do not count. */
  readonly maxRequests: number;
  /** Bytes of all its connections, both ways. */
  readonly maxWireBytes: number;
  /** Nodes of its tree. */
  readonly maxNodes: number;
}

export const RENDER_BOUNDS: RenderBounds = {
  maxRequests: 300,
  maxWireBytes: 25 * 1024 * 1024,
  maxNodes: 1_000_000,
};

/** The view of the browser, px. */
export const SCREEN = { width: 1_280, height: 1_024 } as const;

/** Of a browser with all its processes, MB. Four ordinary pages at once take 290. */
export const BROWSER_MEMORY_MB = 1_200;
