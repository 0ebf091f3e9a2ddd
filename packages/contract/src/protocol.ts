/** Raised when an older page could misread what the server sends. Sent in the handshake. */
export const protocolVersion = 1;
