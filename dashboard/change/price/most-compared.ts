/** Pages whose prices the API compares at once. */
export const MAX_COMPARED = 12;
