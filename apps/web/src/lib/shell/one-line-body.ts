const token = /<@(?:([pso]):([0-9a-f-]{36})|all)>/g;

/** A message in one line, for lists: names instead of tokens, without marks of emphasis. */
export function oneLineBody(
  body: string,
  nameOf: (kind: string, id: string) => string,
  everybody: string,
): string {
  return body
    .replace(token, (_whole, kind?: string, id?: string) =>
      kind && id ? `@${nameOf(kind, id)}` : `@${everybody}`,
    )
    .replace(/\*\*|```/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
