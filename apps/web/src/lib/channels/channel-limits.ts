/** As the contract has them; a page that imports the contract's schemas would carry all of zod. */
export const mostOfName = 60;
export const mostOfPurpose = 200;

/** Whether a channel may be called and described like this. */
export function areInRoom({ name, purpose }: { name: string; purpose: string }): boolean {
  return name.length <= mostOfName && purpose.length <= mostOfPurpose;
}
