export const readSession = () => 1;
