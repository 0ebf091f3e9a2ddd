// found by: boundaries/no-unknown-files
export const dust = 1;
