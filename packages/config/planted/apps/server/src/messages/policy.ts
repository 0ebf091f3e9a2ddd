export const maySend = true;
