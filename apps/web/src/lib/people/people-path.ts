/** The address of a person's card. */
export function personPath(personId: string): string {
  return `/people/${personId}`;
}

/** The address of the people of a section. */
export function sectionPath(sectionId: string): string {
  return `/people?section=${sectionId}`;
}
