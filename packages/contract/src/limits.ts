/** The longest message, in code points and in bytes of UTF-8: both hold. */
export const longestBody = { codePoints: 10_000, bytes: 32_768 } as const;

/** People in a direct channel, oneself included. */
export const mostInDirect = 9;

/** For how many years the original of a redacted message may be kept: the terms that cities give documents. */
export const keepYears = [1, 3, 5, 10, 30] as const;
