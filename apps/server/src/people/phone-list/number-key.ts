import { foldTight } from '@engawa/text/fold';

/** A staff number as it is compared: Excel eats the zeros at its start. */
export function numberKey(staffNo: string): string {
  return foldTight(staffNo).replace(/^0+(?=.)/, '');
}
