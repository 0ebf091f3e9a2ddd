/** People in a direct channel, oneself included. */
export const mostInDirect = 9;

/** Folders of one person. */
export const mostFolders = 100;

/** For how many years the original of a redacted message may be kept: the terms that cities give documents. */
export const keepYears = [1, 3, 5, 10, 30] as const;

/** Letters in the name of a channel. */
export const mostOfName = 60;

/** Letters in what a channel is for. */
export const mostOfPurpose = 200;

/** Letters in what a memo is about, and in what it says. */
export const mostOfMemoSubject = 60;
export const mostOfMemoNote = 1000;

/** Letters in where help is wanted, and for what. */
export const mostOfHelpPlace = 40;

/** Letters in the name of a shared PC. */
export const mostOfPlaceName = 30;

/** How many sections a shared PC shows at most. */
export const mostOfPlaceSections = 20;

/** So long somebody may do nothing at a shared PC before it locks. */
export const placeIdleSeconds = 120;
