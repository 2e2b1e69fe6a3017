// An availability as people say it: `OutOfStock` is "out of stock".
export function availabilityName(word: string): string {
  return word.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
