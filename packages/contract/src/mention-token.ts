/** How a body names a person `p`, a section `s`, the holder of a post `o`, or everybody. */
export const mentionToken = /<@(?:([pso]):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|all)>/g;
