// found by: no-warning-comments
// TODO: everything
export const later = 1;
