/** `2 pages are gone` stays, `the menu changed` becomes `The menu changed`. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
