// found by: @typescript-eslint/consistent-type-assertions
export const name = (value: unknown): string => value as string;
