// found by: @typescript-eslint/no-floating-promises
export const send = () => {
  Promise.resolve(1);
};
