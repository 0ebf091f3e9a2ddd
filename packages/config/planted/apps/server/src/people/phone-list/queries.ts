export const readLists = () => 1;
