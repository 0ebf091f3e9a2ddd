// found by: no-restricted-properties
export const secret = process.env.SECRET;
