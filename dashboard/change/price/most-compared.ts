/** Pages whose prices the API compares at once. */
export const MOST_COMPARED = 12;
