// Names of locks: `<process>:<work>`, so that two kinds of processes never wait for each other's work.
export function lockName(process: string, work: string): string {
  return `${process}:${work}`;
}
