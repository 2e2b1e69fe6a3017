// How many chunks of a run are in flight together, and how many visits a chunk has at most.
import type { SettingRange } from '../../system/setting-range.ts';

/** Chunks of a run in flight: `WEBLOOM_CHUNK_WINDOW`. A run keeps the number it began with. */
export const CHUNKS_IN_FLIGHT: SettingRange = { usual: 4, least: 1, most: 64 };

/** Visits of a chunk at most: `WEBLOOM_CHUNK_MAX`. */
export const CHUNK_VISITS: SettingRange = { usual: 500, least: 1, most: 5_000 };
