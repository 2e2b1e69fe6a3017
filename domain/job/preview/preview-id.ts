// The id of a preview: `prv_<ulid>`. While its page is fetched it stands in the place of a run's id.

export function newPreviewId(ulid: string): string {
  return `prv_${ulid}`;
}
