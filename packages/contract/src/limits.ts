/** The longest message, in code points and in bytes of UTF-8: both hold. */
export const longestBody = { codePoints: 10_000, bytes: 32_768 } as const;

/** People in a direct channel, oneself included. */
export const mostInDirect = 9;
