// found by: no-console
export const talk = () => console.log('hello');
