/** The languages of the interface; Japanese is the first. */
export type Language = 'ja' | 'en';

/**
 * The language of this page. It is settled before the first paint and stays for the life of the page:
 * choosing another one loads the page anew, so no component has to follow a change.
 */
export const language: Language =
  globalThis.document?.documentElement.dataset.language === 'en' ? 'en' : 'ja';
