import { maySignIn } from '../sessions/policy.ts';
import { readMessages } from './queries.ts';

export const sendMessage = () => maySignIn && readMessages();
