export const maySignIn = true;
