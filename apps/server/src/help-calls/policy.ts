/** How long the section alone is asked, and how long the whole 課 after it. */
export const waitsMs = { section: 45_000, whole: 90_000 };

/** What is over is of use while its card stands, no longer: nobody counts who went how often. */
export const keptMs = 86_400_000;

/** Who asks for help: a person, or a shared PC on its own. */
export type Asker = { personId: string } | { placeId: string; placeName: string };

/** What a call for help is to the one who reads it. */
export function partOf(
  { askerId }: { askerId: string | null },
  reader: string,
  declined: boolean,
): 'asked' | 'heard' | 'declined' {
  if (askerId === reader) return 'asked';
  return declined ? 'declined' : 'heard';
}
