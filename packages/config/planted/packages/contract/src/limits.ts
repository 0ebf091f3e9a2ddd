export const longest = 10_000;
