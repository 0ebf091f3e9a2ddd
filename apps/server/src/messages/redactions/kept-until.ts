/**
 * The last day of a term of `years`, for a document made on `day` (YYYY-MM-DD in Tokyo). Terms of public
 * documents count from the 1 April after the document was made, so they end on a 31 March.
 */
export function keptUntil(day: string, years: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const fiscalYear = month >= 4 ? year : year - 1;
  return `${fiscalYear + 1 + years}-03-31`;
}
