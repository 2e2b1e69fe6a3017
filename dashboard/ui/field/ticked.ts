// What is ticked of a list, in the order it was ticked.

export function withTick<Value>(ticked: readonly Value[], value: Value, isTicked: boolean): readonly Value[] {
  const others = ticked.filter((one) => one !== value);
  return isTicked ? [...others, value] : others;
}
