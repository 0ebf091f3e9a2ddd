/** The address of a channel, or of one message in it. */
export function channelPath(channelId: string, no?: number): string {
  return no === undefined ? `/channels/${channelId}` : `/channels/${channelId}?no=${no}`;
}
