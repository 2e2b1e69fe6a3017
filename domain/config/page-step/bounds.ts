// How much the steps of a job may be.

export const MAX_PAGE_STEPS = 30;
/** Of one step that clicks until its element is gone. */
export const MAX_CLICKS = 100;
