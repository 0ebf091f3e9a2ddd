// found by: house/telling-names
export const help = 1;
