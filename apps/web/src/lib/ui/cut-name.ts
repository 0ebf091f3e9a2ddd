/** A long name with its middle left out: names that begin alike differ at the end. */
export function cutName(name: string, most = 20): string {
  const letters = Array.from(name);
  if (letters.length <= most) return name;
  const atEnd = Math.floor(most / 3);
  return `${letters.slice(0, most - 1 - atEnd).join('')}…${letters.slice(-atEnd).join('')}`;
}
